package io.jenkins.plugins.mlpipeline.elsewhere;

import hudson.Launcher;
import hudson.LauncherDecorator;
import hudson.Proc;
import hudson.model.Node;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts processes in a mount namespace and an environment of their own: of the agent's root folder they see the
 * workspaces, but not the caches, and nothing of the agent's environment but what the build itself sets.
 */
final class Elsewhere extends LauncherDecorator implements Serializable {
    private static final long serialVersionUID = 1L;
    /** $1 is hidden behind an empty folder, the rest is variables and the command. */
    private static final String ENTER = "mount -t tmpfs none \"$1\" && shift && exec env -i \"$@\"";

    private final String path;

    Elsewhere(String path) {
        this.path = path;
    }

    @Override
    public Launcher decorate(Launcher launcher, Node node) {
        String hidden = node.getRootPath().child("caches").getRemote();
        return new Launcher.DecoratedLauncher(launcher) {
            @Override
            public Proc launch(ProcStarter starter) throws IOException {
                int length = starter.cmds().size();
                List<String> command = new ArrayList<>(
                        List.of("unshare", "--map-root-user", "--mount", "sh", "-c", ENTER.replace("$", "$$"), "sh"));
                command.add(hidden);
                for (String variable : starter.envs()) {
                    if (!variable.startsWith("PATH=")) {
                        command.add(variable);
                    }
                }
                command.add("PATH=" + path);
                int added = command.size();
                command.addAll(starter.cmds());
                if (starter.masks() != null) {
                    boolean[] masks = new boolean[added + length];
                    System.arraycopy(starter.masks(), 0, masks, added, length);
                    starter.masks(masks);
                }
                return super.launch(starter.cmds(command));
            }
        };
    }
}
