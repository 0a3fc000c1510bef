/**
 * The HTTP edge that all services share: {@link dev.tidemark.contract.http.Problem} is how every
 * error is told, {@link dev.tidemark.contract.http.ServiceServer} listens, mounts a service's
 * routes beside {@code /observe/health} and {@code /observe/metrics}, and turns what a route throws
 * into a problem.
 */
@NullMarked
package dev.tidemark.contract.http;

import org.jspecify.annotations.NullMarked;
