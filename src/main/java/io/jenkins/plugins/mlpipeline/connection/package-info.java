/** Connections from the controller to the clusters that are deployed to: who may use which, and with what credentials. */
package io.jenkins.plugins.mlpipeline.connection;
