package io.jenkins.plugins.mlpipeline.engine.spec;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.text.NearNames;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Gives the sections of a spec their meaning, which is that of the table of keys. */
final class SpecReader {
    private static final Map<String, Set<String>> NAMES = KeyTable.names();
    private static final Set<String> LATER_TOP = Set.of("deploy", "verify", "drift");

    private SpecReader() {}

    static Spec read(Setting.Section root, String name, String sha256) {
        Fields top = fields(root, "", LATER_TOP);
        version(top, name, sha256 != null);
        Map<String, Fields> opened = new HashMap<>(Map.of("", top));
        Spec spec = new Spec(
                name,
                sha256,
                SpecValues.read(section -> opened.computeIfAbsent(
                        section, below -> top.has(below) ? fields(top.section(below), below, Set.of()) : null)));
        SpecCheck.check(spec);
        return spec;
    }

    private static Fields fields(Setting.Section section, String where, Set<String> later) {
        return new Fields(section, NAMES.get(where), later, key -> elsewhere(where, key));
    }

    /** What to say about a key that stands, or nearly stands, in another section; null for nothing. */
    private static String elsewhere(String where, String key) {
        for (Map.Entry<String, Set<String>> section : NAMES.entrySet()) {
            if (section.getValue().contains(key)) {
                return "It belongs " + place(section.getKey()) + ".";
            }
        }
        if (!NearNames.near(key, NAMES.get(where)).isEmpty()) {
            return null;
        }
        for (Map.Entry<String, Set<String>> section : NAMES.entrySet()) {
            List<String> near = NearNames.near(key, section.getValue());
            if (!near.isEmpty()) {
                return "Did you mean \"" + near.get(0) + "\"? It belongs " + place(section.getKey()) + ".";
            }
        }
        return null;
    }

    private static String place(String section) {
        return section.isEmpty() ? "at the top level" : "under \"" + section + "\"";
    }

    private static void version(Fields top, String name, boolean file) {
        String version = top.text("apiVersion");
        if (version == null && file) {
            throw new UserError(
                    name + ": apiVersion is missing; begin the spec with \"apiVersion: " + Spec.API_VERSION + "\".");
        }
        if (version != null && !version.equals(Spec.API_VERSION)) {
            throw new UserError(top.at("apiVersion") + ": apiVersion is \"" + version + "\"; this version reads \""
                    + Spec.API_VERSION + "\".");
        }
    }
}
