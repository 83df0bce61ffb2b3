package io.jenkins.plugins.mlpipeline.aliases;

import io.jenkins.plugins.mlpipeline.engine.registry.ModelReference;
import java.time.Instant;
import java.util.Objects;

/**
 * An alias that was seen to point to another version than before.
 *
 * @param at when, ISO 8601; the cause of the build that it started says the same
 * @param registry as an administrator named it
 * @param model name of the registered model
 * @param alias its alias
 * @param version number of the version that the alias points to since
 * @param digest {@code sha256:<hex>} of the model's bytes; null when no build was started
 */
public record AliasMove(String at, String registry, String model, String alias, String version, String digest) {
    /** Checks what a file says. */
    public AliasMove {
        Instant.parse(at);
        Objects.requireNonNull(registry, "registry");
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(alias, "alias");
        Objects.requireNonNull(version, "version");
    }

    /** When. */
    Instant instant() {
        return Instant.parse(at);
    }

    /** Whether a build was started because of it. */
    boolean isStart() {
        return digest != null;
    }

    /** Whether it is one of the same alias. */
    boolean isOf(String named, ModelReference.Aliased aliased) {
        return registry.equals(named) && model.equals(aliased.name()) && alias.equals(aliased.alias());
    }
}
