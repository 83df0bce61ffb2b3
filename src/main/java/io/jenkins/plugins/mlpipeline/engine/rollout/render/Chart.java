package io.jenkins.plugins.mlpipeline.engine.rollout.render;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Manifest;
import io.jenkins.plugins.mlpipeline.engine.rollout.plan.Manifests;
import java.io.Serializable;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A Helm chart, of which {@code helm template} makes manifests. Helm's own record of the release is not written: what was deployed
 * is in ours, and going back is done by ours.
 *
 * @param chart a folder, an archive, or a reference that begins with {@code oci://}
 * @param release the name that the chart's objects get
 * @param values files of values, of which the last counts most
 * @param set single values, as {@code name=value}
 */
public record Chart(String chart, String release, List<String> values, List<String> set) implements Serializable {
    private static final Pattern RELEASE = Pattern.compile("[a-z0-9]([-a-z0-9]{0,51}[a-z0-9])?");
    private static final Pattern SECTION = Pattern.compile("(?m)^---[ \\t]*\\R# Source: (.*)\\R");
    private static final String HOOK = "helm.sh/hook";

    public Chart {
        values = List.copyOf(values);
        set = List.copyOf(set);
    }

    /**
     * Renders it, twice: what differs between two renderings would differ from what was seen too.
     *
     * @param namespace that it is deployed to
     * @throws UserError when a file is not there, there is no {@code helm}, it fails, the renderings differ, or there is a hook
     */
    public Rendering render(String namespace, Capabilities capabilities, Surroundings surroundings) {
        return write(namespace, capabilities, surroundings).rendering();
    }

    /** The same, as Helm wrote it. */
    public RenderedText write(String namespace, Capabilities capabilities, Surroundings surroundings) {
        check(surroundings);
        Program helm = Program.find("helm", surroundings)
                .orElseThrow(() -> new UserError("helm: there is no helm on the PATH; install it, or render the chart"
                        + " before (helm template) and name what comes of it."));
        ArrayList<String> warnings = new ArrayList<>();
        hooks(helm.run(arguments(namespace, capabilities, set, false)), warnings);
        List<String> arguments = arguments(namespace, capabilities, set, true);
        String text = helm.run(arguments);
        same(text, helm.run(arguments));
        useless(helm, namespace, capabilities, text, warnings);
        String by = "helm " + helm.run(List.of("version", "--short")).strip();
        return new RenderedText(by, chart, release, text, warnings);
    }

    private void check(Surroundings surroundings) {
        if (release == null || !RELEASE.matcher(release).matches()) {
            throw new UserError(
                    (release == null ? "helm: a release is needed" : "helm: \"" + release + "\" can't name a release")
                            + ": the name that the chart's objects get, of lower-case letters, digits and dashes, at most"
                            + " 53.");
        }
        boolean reference = chart.startsWith("oci://");
        if (!reference && !Files.exists(surroundings.folder().resolve(chart))) {
            throw new UserError("helm: there is no chart " + chart
                    + "; name a folder, an archive (.tgz) or a reference that begins with oci://.");
        }
        for (String file : values) {
            if (!Files.isRegularFile(surroundings.folder().resolve(file))) {
                throw new UserError("helm: there is no file of values " + file + ".");
            }
        }
        for (String one : set) {
            if (one.indexOf('=') < 1) {
                throw new UserError("helm: \"" + one + "\" sets nothing; write it as name=value.");
            }
        }
    }

    private List<String> arguments(
            String namespace, Capabilities capabilities, List<String> given, boolean withoutHooks) {
        List<String> arguments = new ArrayList<>(List.of("template", "--namespace=" + namespace, "--include-crds"));
        if (withoutHooks) {
            arguments.addAll(List.of("--no-hooks", "--skip-tests"));
        }
        if (!capabilities.kubeVersion().isEmpty()) {
            arguments.add("--kube-version=" + capabilities.kubeVersion());
        }
        if (!capabilities.apiVersions().isEmpty()) {
            arguments.add("--api-versions=" + String.join(",", capabilities.apiVersions()));
        }
        values.forEach(file -> arguments.add("--values=" + file));
        given.forEach(one -> arguments.add("--set=" + one));
        arguments.addAll(List.of("--", release, chart));
        return arguments;
    }

    /** Helm's tests run only when somebody asks for them; its other hooks run at an installation, and would be missing. */
    private void hooks(String text, List<String> warnings) {
        for (Manifest manifest : Manifests.parse(sections(text))) {
            String hook = manifest.object()
                    .path("metadata")
                    .path("annotations")
                    .path(HOOK)
                    .asText();
            if (hook.isEmpty()) {
                continue;
            }
            String what = manifest.source() + ": " + manifest.ref().label();
            if (Arrays.stream(hook.split(",")).allMatch(h -> h.strip().startsWith("test"))) {
                warnings.add(what + " is a test of the chart, which is left out: run it after the deployment.");
            } else {
                throw new UserError(
                        what + " is a hook of the chart (" + hook + "): nothing here would wait for it or roll"
                                + " it back. Switch it off by the chart's values and deploy what it does as a manifest of its own.");
            }
        }
    }

    private void same(String first, String second) {
        if (first.equals(second)) {
            return;
        }
        Map<String, String> before = sections(first);
        String other = sections(second).entrySet().stream()
                .filter(e -> !e.getValue().equals(before.get(e.getKey())))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("the chart");
        throw new UserError("helm: " + other
                + " renders differently each time (randAlphaNum, now, genCA ...), so that what was seen is not what"
                + " would be deployed. Give the value by values or set.");
    }

    /** A name that the chart doesn't know is silent in Helm. */
    private void useless(
            Program helm, String namespace, Capabilities capabilities, String text, List<String> warnings) {
        for (String one : set) {
            List<String> others = new ArrayList<>(set);
            others.remove(one);
            Optional<String> without = without(helm, arguments(namespace, capabilities, others, true));
            if (without.filter(text::equals).isPresent()) {
                warnings.add("helm: set " + one.substring(0, one.indexOf('='))
                        + " changes nothing of what the chart renders; is the name right?");
            }
        }
    }

    /** A chart may demand a value, so that it renders nothing without. */
    private static Optional<String> without(Program helm, List<String> arguments) {
        try {
            return Optional.of(helm.run(arguments));
        } catch (UserError needed) {
            return Optional.empty();
        }
    }

    /** What each of the chart's files rendered, where that is more than comments. */
    static Map<String, String> sections(String text) {
        Map<String, StringBuilder> all = new LinkedHashMap<>();
        var matcher = SECTION.matcher(text);
        String file = null;
        int begin = 0;
        while (matcher.find()) {
            section(all, file, text.substring(begin, matcher.start()));
            file = matcher.group(1).strip();
            begin = matcher.end();
        }
        section(all, file, text.substring(begin));
        Map<String, String> sections = new LinkedHashMap<>();
        all.forEach((name, content) -> sections.put(name, content.toString()));
        return sections;
    }

    private static void section(Map<String, StringBuilder> all, String file, String content) {
        boolean empty = content.lines()
                .map(String::strip)
                .allMatch(line -> line.isEmpty() || line.startsWith("#") || line.equals("---"));
        if (!empty) {
            StringBuilder of = all.computeIfAbsent(file == null ? "the chart" : file, k -> new StringBuilder());
            of.append(of.isEmpty() ? "" : "---\n").append(content);
        }
    }
}
