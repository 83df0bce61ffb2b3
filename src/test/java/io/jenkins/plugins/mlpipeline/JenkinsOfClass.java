package io.jenkins.plugins.mlpipeline;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsExtension;

/**
 * Stops the Jenkins of a whole class after its last test. The harness stops one that belongs to a test alone: in a virtual machine
 * that runs one class after the other, the rest would add up. The plugin's build registers this for every class.
 */
public final class JenkinsOfClass implements AfterAllCallback {
    /** Where {@link JenkinsExtension} keeps the Jenkins that it started. */
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(JenkinsExtension.class);

    private static final String KEY = "jenkins-instance";

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        JenkinsRule rule = context.getStore(NAMESPACE).remove(KEY, JenkinsRule.class);
        if (rule != null) {
            rule.after();
        }
    }
}
