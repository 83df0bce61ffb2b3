package io.jenkins.plugins.mlpipeline.connection;

/**
 * How a Pipeline names a cluster; what was not given is null.
 *
 * @param cloud a Kubernetes cloud of this controller
 * @param credentialsId a credential that the job may use
 * @param serverUrl the API server's address
 * @param caCertificate PEM of the authority that signed the API server's certificate
 */
public record ClusterAccess(String cloud, String credentialsId, String serverUrl, String caCertificate) {}
