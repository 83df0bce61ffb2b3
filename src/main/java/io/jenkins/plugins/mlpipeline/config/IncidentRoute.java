package io.jenkins.plugins.mlpipeline.config;

import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.alert.Alert;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Which alerts are about which target: only by such a line of the administrator's table an alert comes to mean one. */
public final class IncidentRoute extends AbstractDescribableImpl<IncidentRoute> {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");
    private static final Pattern TARGET = Pattern.compile("[A-Za-z0-9.-]{1,253}(/[A-Za-z0-9.-]{1,253}){0,2}");
    private static final int STANDARD_MOST = 4;
    private static final int MOST = 60;

    private final String name;
    private final String target;
    private final String labels;
    private String folder = "";
    private int mostPerHour = STANDARD_MOST;

    /**
     * @param name what triggers call it
     * @param target {@code NAMESPACE/KIND/NAME}, or the id of the target's page
     * @param labels {@code NAME=VALUE} in each line, all of which an alert must have
     */
    @DataBoundConstructor
    public IncidentRoute(String name, String target, String labels) {
        this.name = Util.fixNull(name).strip();
        this.target = Util.fixNull(target).strip();
        this.labels = Util.fixNull(labels).strip();
    }

    public String getName() {
        return name;
    }

    public String getTarget() {
        return target;
    }

    public String getLabels() {
        return labels;
    }

    /** Full name of the folder or job that may respond; empty: every job. */
    public String getFolder() {
        return folder;
    }

    @DataBoundSetter
    public void setFolder(String folder) {
        this.folder = Util.fixNull(folder).strip();
    }

    /** How many builds of one job it starts within an hour. */
    public int getMostPerHour() {
        return mostPerHour;
    }

    @DataBoundSetter
    public void setMostPerHour(int mostPerHour) {
        this.mostPerHour = mostPerHour;
    }

    /** Whether an alert is about its target. */
    public boolean matches(Alert alert) {
        return alert.has(wanted());
    }

    /** Whether a job may respond. */
    public boolean serves(String job) {
        return Folders.covers(folder, job);
    }

    /** The same for the folder's new name, when it or a folder around it was renamed or moved. */
    IncidentRoute moved(String from, String to) {
        String now = Folders.moved(folder, from, to);
        if (now.equals(folder)) {
            return this;
        }
        IncidentRoute moved = new IncidentRoute(name, target, labels);
        moved.setFolder(now);
        moved.setMostPerHour(mostPerHour);
        return moved;
    }

    private Map<String, String> wanted() {
        Map<String, String> wanted = new LinkedHashMap<>();
        for (String line : TextLines.clean(labels.lines().toList())) {
            int equals = line.indexOf('=');
            if (equals <= 0) {
                throw new UserError("The incident route \"" + name + "\": \"" + line
                        + "\" is no label; write NAME=VALUE in each line.");
            }
            wanted.put(
                    line.substring(0, equals).strip(),
                    line.substring(equals + 1).strip());
        }
        return wanted;
    }

    private void check() {
        if (!NAME.matcher(name).matches()) {
            throw new UserError("An incident route is called \"" + name
                    + "\"; at most 64 letters, digits and \"-\", \"_\" or \".\" are expected.");
        }
        if (!TARGET.matcher(target).matches()) {
            throw new UserError("The incident route \"" + name + "\": \"" + target
                    + "\" is no target; write NAMESPACE/deployment/NAME, or the id of the target's page.");
        }
        if (wanted().isEmpty()) {
            throw new UserError("The incident route \"" + name
                    + "\" has no labels, so that every alert would be about its target; write NAME=VALUE in"
                    + " each line.");
        }
        if (mostPerHour < 1 || mostPerHour > MOST) {
            throw new UserError("The incident route \"" + name + "\": mostPerHour is " + mostPerHour
                    + "; a whole number from 1 to " + MOST + " is expected.");
        }
    }

    /** @throws UserError for the first that is not usable, or a second one of a name */
    static void check(List<IncidentRoute> routes) {
        Set<String> names = new HashSet<>();
        for (IncidentRoute route : routes) {
            route.check();
            if (!names.add(route.name)) {
                throw new UserError("There are two incident routes \"" + route.name + "\"; rename one of them.");
            }
        }
    }

    /** Describes it. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<IncidentRoute> {
        @Override
        public String getDisplayName() {
            return Messages.IncidentRoute_DisplayName();
        }
    }
}
