package io.jenkins.plugins.mlpipeline.steps.libraries;

import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.mlpipeline.engine.runtime.Natives;
import io.jenkins.plugins.mlpipeline.engine.runtime.Platform;
import java.io.File;
import jenkins.agents.ControllerToAgentFileCallable;

/**
 * Which kind of machine an agent is. One that there are no libraries for gets those of {@link Natives#LINUX_X86_64}: its worker
 * looks before it loads them, and says so.
 */
record AgentKind() implements ControllerToAgentFileCallable<Natives> {
    private static final long serialVersionUID = 1L;

    @Override
    public Natives invoke(File folder, VirtualChannel channel) {
        return Platform.current().natives().orElse(Natives.LINUX_X86_64);
    }
}
