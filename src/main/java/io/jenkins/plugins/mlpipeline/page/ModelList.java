package io.jenkins.plugins.mlpipeline.page;

import hudson.Util;
import hudson.model.Job;
import io.jenkins.plugins.mlpipeline.index.IndexedModel;
import io.jenkins.plugins.mlpipeline.index.ModelIndex;
import io.jenkins.plugins.mlpipeline.targets.ServingTargets;
import io.jenkins.plugins.mlpipeline.targets.Target;
import io.jenkins.plugins.mlpipeline.targets.TargetStore;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;
import org.springframework.security.access.AccessDeniedException;

/** The models that a reader may see and asked for, a page of them. */
@ExportedBean(defaultVisibility = 2)
public final class ModelList {
    /** The rows of a page. */
    static final int A_PAGE = 50;

    private static final int MOST_CHOICES = 500;
    /** The most of a parameter that is looked at, in characters. */
    private static final int LONGEST = 1_000;

    /** What a reader can ask for, each a parameter of the address; empty for all. */
    private final Map<String, String> asked;

    private final List<ModelRow> visible;
    private final List<ModelRow> found;
    private final int page;

    private ModelList(Map<String, String> asked, String page, List<ModelRow> visible) {
        this.asked = asked;
        this.visible = visible;
        List<ModelRow> matching = new ArrayList<>(visible);
        matching.removeIf(row -> !matches(row));
        matching.sort(order(asked.get("order")));
        this.found = matching;
        int given = page.matches("[0-9]{1,6}") ? Integer.parseInt(page) : 1;
        this.page = Math.max(1, Math.min(given, getPages()));
    }

    static ModelList of(StaplerRequest2 request) {
        ServingTargets serving = TargetStore.get().serving();
        OpenAlarms alarms = new OpenAlarms();
        List<ModelRow> rows = new ArrayList<>();
        for (String name : ModelIndex.get().jobs()) {
            Job<?, ?> job = readable(name);
            for (IndexedModel model :
                    job == null ? List.<IndexedModel>of() : ModelIndex.get().of(name)) {
                List<Target> targets = serving.of(model.digest());
                rows.add(new ModelRow(job, model, targets, alarms.of(model.digest(), targets)));
            }
        }
        return new ModelList(
                Map.of(
                        "q", parameter(request, "q"),
                        "folder", parameter(request, "folder"),
                        "task", parameter(request, "task"),
                        "state", parameter(request, "state"),
                        "alarms", parameter(request, "alarms"),
                        "order", parameter(request, "order")),
                parameter(request, "page"),
                rows);
    }

    /** A job that the reader may read; null for none. */
    static Job<?, ?> readable(String name) {
        try {
            return Jenkins.get().getItemByFullName(name, Job.class);
        } catch (AccessDeniedException e) {
            return null;
        }
    }

    private static String parameter(StaplerRequest2 request, String name) {
        String given =
                request == null ? "" : Util.fixNull(request.getParameter(name)).strip();
        // It is looked for in each row, and no name is longer.
        return given.length() <= LONGEST ? given : given.substring(0, LONGEST);
    }

    private boolean matches(ModelRow row) {
        String text = asked.get("q").toLowerCase(Locale.ROOT);
        String folder = asked.get("folder");
        return (row.getJob() + " " + row.getId()).toLowerCase(Locale.ROOT).contains(text)
                && (folder.isEmpty()
                        || row.getFolder().equals(folder)
                        || row.getFolder().startsWith(folder + "/"))
                && (asked.get("task").isEmpty() || asked.get("task").equals(row.getTask()))
                && (asked.get("alarms").isEmpty() || !row.getAlarms().isEmpty())
                && (asked.get("state").isEmpty() || asked.get("state").equals(row.state()));
    }

    private static Comparator<ModelRow> order(String order) {
        Comparator<ModelRow> name = Comparator.comparing(ModelRow::getJob).thenComparing(ModelRow::getId);
        return switch (order) {
            case "name" -> name;
            case "oldest" -> Comparator.comparingLong(ModelRow::at).thenComparing(name);
            default -> Comparator.comparingLong(ModelRow::at).reversed().thenComparing(name);
        };
    }

    /** Those of the page. */
    @Exported(inline = true)
    public List<ModelRow> getModels() {
        int from = (page - 1) * A_PAGE;
        return found.subList(Math.min(from, found.size()), Math.min(from + A_PAGE, found.size()));
    }

    /** How many were found, on all pages. */
    @Exported
    public int getTotal() {
        return found.size();
    }

    /** How many the reader may see. */
    public int getVisible() {
        return visible.size();
    }

    /** Which page this is, from 1. */
    @Exported
    public int getPage() {
        return page;
    }

    /** How many pages there are, at least 1. */
    @Exported
    public int getPages() {
        return Math.max(1, (found.size() + A_PAGE - 1) / A_PAGE);
    }

    /** The address of another page with the same questions; null beyond the first and the last. */
    public String link(int other) {
        if (other < 1 || other > getPages()) {
            return null;
        }
        StringBuilder link = new StringBuilder("?page=" + other);
        asked.forEach((name, value) -> {
            if (!value.isEmpty()) {
                link.append('&').append(name).append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8));
            }
        });
        return link.toString();
    }

    /** What was asked for by a parameter; empty for nothing. */
    public String asked(String name) {
        return asked.getOrDefault(name, "");
    }

    /** The folders of the models that the reader may see. */
    public List<String> getFolders() {
        TreeSet<String> folders = new TreeSet<>();
        visible.forEach(row -> folders.add(row.getFolder()));
        folders.remove("");
        return folders.stream().limit(MOST_CHOICES).toList();
    }

    /** Their tasks. */
    public List<String> getTasks() {
        return visible.stream()
                .map(ModelRow::getTask)
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .toList();
    }
}
