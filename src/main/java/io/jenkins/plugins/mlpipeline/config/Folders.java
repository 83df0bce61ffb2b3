package io.jenkins.plugins.mlpipeline.config;

import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Job;
import io.jenkins.plugins.mlpipeline.engine.text.NearNames;
import java.util.List;
import jenkins.model.Jenkins;

/** Settings that are for a folder's jobs name it by its full name. */
final class Folders {
    private Folders() {}

    /** Whether a folder or job is another one or below it; everything is below the empty name. */
    static boolean covers(String folder, String item) {
        return folder.isEmpty() || item.equals(folder) || item.startsWith(folder + "/");
    }

    /** The name of a folder or job after it, or a folder around it, was renamed or moved. */
    static String moved(String folder, String from, String to) {
        return !folder.isEmpty() && covers(from, folder) ? to + folder.substring(from.length()) : folder;
    }

    /**
     * What is wrong with a folder: there is none of that name, now.
     *
     * @param without what follows, as {@code these gates apply to nothing; they will}
     * @return a sentence for an administrator; null when nothing is wrong
     */
    static String problem(String folder, String without) {
        if (folder.isEmpty() || Jenkins.get().getItemByFullName(folder) != null) {
            return null;
        }
        List<String> known = Jenkins.get().getAllItems(Item.class).stream()
                .filter(item -> item instanceof ItemGroup<?> || item instanceof Job<?, ?>)
                .map(Item::getFullName)
                .toList();
        return "There is no folder or job \"" + folder + "\", so " + without + " as soon as there is one. "
                + NearNames.hint(folder, known);
    }
}
