package dev.tidemark.dashboard.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StreamParametersTest {

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate, GZIP", "br, gzip;q=0.5", "gzip; q=1"})
    void shouldCompressForWhoTakesIt(String accepted) {
        assertThat(StreamParameters.takesGzip(List.of(accepted))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "identity", "br, zstd", "gzip;q=0", "gzip; q=0.000", "x-gzipped"})
    void shouldNotCompressForWhoDoesNot(String accepted) {
        assertThat(StreamParameters.takesGzip(List.of(accepted))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "0:", "0:-1", "a:b", "0:1:2", "0:99999999999999999999"})
    void shouldPassOverWhatIsNoPosition(String written) {
        assertThat(Position.parse(written)).isEmpty();
    }

    @Test
    void shouldComparePositionsOfOnePartitionOnly() {
        assertThat(new Position(1, 4).isBehind(new Position(1, 5))).isTrue();
        assertThat(new Position(1, 5).isBehind(new Position(1, 5))).isFalse();
        assertThat(new Position(2, 4).isBehind(new Position(1, 5))).isFalse();
    }

    @Test
    void shouldCountAnIpv6SiteAsOneAddress() throws UnknownHostException {
        assertThat(address("2001:db8:1:2::17")).isEqualTo(address("2001:db8:1:2:9::18"));
        assertThat(address("2001:db8:1:2::17")).isNotEqualTo(address("2001:db8:1:3::17"));
        assertThat(address("10.1.2.3")).isEqualTo("10.1.2.3");
    }

    private static String address(String host) throws UnknownHostException {
        return Visitor.addressOf(new InetSocketAddress(InetAddress.getByName(host), 4711));
    }
}
