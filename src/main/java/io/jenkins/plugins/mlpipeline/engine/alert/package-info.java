/**
 * What Alertmanager says when it calls a webhook, read as a stranger's text: limited, of known shape, and never more than texts. What
 * follows of an alert is not decided here.
 */
package io.jenkins.plugins.mlpipeline.engine.alert;
