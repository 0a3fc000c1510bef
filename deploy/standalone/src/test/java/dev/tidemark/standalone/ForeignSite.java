package dev.tidemark.standalone;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A site that is none of ours, with one page that embeds our elements. */
final class ForeignSite implements AutoCloseable {

    private static final String PAGE =
            """
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><title>Somebody's page</title>
            <link rel="icon" href="data:,">
            <style>* { color: red; font-size: 3px } table, button { display: none }</style>
            <script type="module" src="GATEWAY/tidemark.js"></script></head>
            <body>
              <tidemark-status url="GATEWAY"></tidemark-status>
              <tidemark-card url="GATEWAY" type="page_view"></tidemark-card>
              <tidemark-chart url="GATEWAY" types="page_view" range="1h" metric="rate" theme="dark"></tidemark-chart>
              <tidemark-top url="GATEWAY" type="page_view" dimension="page"></tidemark-top>
            </body>
            </html>
            """;

    private final HttpServer server;

    private ForeignSite(HttpServer server) {
        this.server = server;
    }

    static ForeignSite embedding(String gateway) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] page = PAGE.replace("GATEWAY", gateway).getBytes(StandardCharsets.UTF_8);
        server.createContext(
                "/",
                exchange -> {
                    exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
                    exchange.sendResponseHeaders(200, page.length);
                    exchange.getResponseBody().write(page);
                    exchange.close();
                });
        server.start();
        return new ForeignSite(server);
    }

    String origin() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
