/**
 * What talks to the API server: requests as JSON, the watch that says when to look again, and its refusals in words.
 *
 * <p>fabric8's client brings the connection (TLS, credentials and their renewal); its resource operations are not used,
 * because they hide what matters here: the namespace of a document, the field manager, the server's own answer.
 */
package io.jenkins.plugins.mlpipeline.engine.rollout.cluster;
