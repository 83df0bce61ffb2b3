package io.jenkins.plugins.mlpipeline.engine.registry;

import java.nio.file.Path;

/**
 * A model that was brought here.
 *
 * @param reference the one that it was: a version where an alias was asked for
 * @param folder what was brought
 * @param model the model in it: a file, or a package
 * @param digest {@code sha256:<hex>} of the model, computed from the bytes that came
 * @param files {@code sha256:<hex>} of everything that came, see {@link
 *     io.jenkins.plugins.mlpipeline.engine.io.Digest#ofListing}
 */
public record Fetched(ModelReference reference, Path folder, Path model, String digest, String files) {}
