package dev.tidemark.contract.http;

import io.helidon.logging.common.spi.LoggingProvider;

/**
 * Tells Helidon that logging needs no configuration: logback reads its own.
 *
 * <p>Without it Helidon prints at each start that it misses a logging implementation. Found by
 * ServiceLoader.
 */
public final class SelfConfiguredLogging implements LoggingProvider {

    @Override
    public void initialization() {}

    @Override
    public void runTime() {}
}
