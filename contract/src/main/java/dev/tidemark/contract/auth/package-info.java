/**
 * Who may do what, and for which tenant.
 *
 * <p>In order: {@link dev.tidemark.contract.auth.NewKey} makes a key, {@link
 * dev.tidemark.contract.auth.KeyFile} keeps its hash; a service's {@link
 * dev.tidemark.contract.auth.Guard} takes the key that a request presents ({@link
 * dev.tidemark.contract.auth.PresentedKey}), looks it up in the {@link
 * dev.tidemark.contract.auth.KeyRing}, which follows the file, and gives a {@link
 * dev.tidemark.contract.auth.Grant} that names the tenant. Without a key file, every request gets a
 * grant for all tenants, and {@link dev.tidemark.contract.auth.AuthSettings} sees to it that only
 * this machine can ask.
 */
@NullMarked
package dev.tidemark.contract.auth;

import org.jspecify.annotations.NullMarked;
