/** Requests to servers that answer as they like: bodies read within limits, own authorities trusted, no redirects followed. */
package io.jenkins.plugins.mlpipeline.engine.verification.http;
