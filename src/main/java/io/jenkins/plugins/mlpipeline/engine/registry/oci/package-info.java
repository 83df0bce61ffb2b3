/**
 * Registries of images and artefacts, asked by the OCI distribution protocol: statements attached to images as cosign does. What a
 * registry answers is a stranger's: limited, and compared by digest.
 */
package io.jenkins.plugins.mlpipeline.engine.registry.oci;
