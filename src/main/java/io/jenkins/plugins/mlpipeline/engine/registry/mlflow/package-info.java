/**
 * An MLflow tracking server and model registry, asked by its REST API alone. Bytes come from the server's own artifact proxy
 * and from nowhere else: an address that the registry names is never opened.
 */
package io.jenkins.plugins.mlpipeline.engine.registry.mlflow;
