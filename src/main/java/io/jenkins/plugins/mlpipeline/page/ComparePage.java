package io.jenkins.plugins.mlpipeline.page;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.comparison.TwoModels;
import io.jenkins.plugins.mlpipeline.engine.evaluation.Comparison;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import jenkins.security.stapler.StaplerAccessibleType;

/** Two models of any two builds that the reader may see, beside each other. Made anew for each request. */
@StaplerAccessibleType
public final class ComparePage {
    /**
     * The most numbers of a file of outcomes that are read: the page is made while its reader waits, and the file came from an
     * agent.
     */
    static final long MOST_NUMBERS = 500_000;

    private final List<String> asked;
    private final List<ComparedModel> models = new ArrayList<>();
    private final List<Group> groups = new ArrayList<>();
    private String problem;
    private String unpaired;
    private RowComparisons.Known known;

    ComparePage(List<String> asked) {
        this.asked = asked;
        try {
            for (String text : asked) {
                models.add(new ComparedModel(ModelLink.find(text)));
            }
        } catch (UserError e) {
            problem = e.getMessage();
        }
        if (isShown()) {
            compare();
        }
    }

    /**
     * A group of facts.
     *
     * @param group which
     * @param different those in which the two differ
     * @param equal the others
     */
    public record Group(CompareGroup group, List<Fact> different, List<Fact> equal) {
        public String getTitle() {
            return group.getTitle();
        }

        public List<Fact> getDifferent() {
            return different;
        }

        public List<Fact> getEqual() {
            return equal;
        }
    }

    /** Something known of one of them, or of both; null where it isn't. */
    public record Fact(String name, String first, String second) {
        public String getName() {
            return name;
        }

        public String getFirst() {
            return first;
        }

        public String getSecond() {
            return second;
        }
    }

    private void compare() {
        Map<CompareGroup, Map<String, String>> first = getFirst().facts();
        Map<CompareGroup, Map<String, String>> second = getSecond().facts();
        for (CompareGroup group : CompareGroup.values()) {
            Set<String> names = new LinkedHashSet<>(first.get(group).keySet());
            names.addAll(second.get(group).keySet());
            List<Fact> different = new ArrayList<>();
            List<Fact> equal = new ArrayList<>();
            for (String name : names) {
                Fact fact = new Fact(
                        name, first.get(group).get(name), second.get(group).get(name));
                (Objects.equals(fact.first, fact.second) ? equal : different).add(fact);
            }
            if (!names.isEmpty()) {
                groups.add(new Group(group, different, equal));
            }
        }
        List<String> names = List.of(getFirst().getLabel(), getSecond().getLabel());
        known = rowByRow(names);
        if (known == null) {
            known = RowComparisons.Known.of(
                    TwoModels.byValues(
                            getFirst().getModel().getMetrics(),
                            getSecond().getModel().getMetrics()),
                    names);
        }
    }

    /** With the rows of both; null when that can't be done, and then it is said why. */
    private RowComparisons.Known rowByRow(List<String> names) {
        Path first = getFirst().folder().outcomes();
        Path second = getSecond().folder().outcomes();
        if (!Files.isRegularFile(first) || !Files.isRegularFile(second)) {
            unpaired = Messages.ComparePage_NoOutcomes();
            return null;
        }
        try {
            return RowComparisons.get().of(first, second, names, MOST_NUMBERS);
        } catch (UserError e) {
            unpaired = Messages.ComparePage_NotPaired(e.getMessage());
        } catch (IOException e) {
            unpaired = Messages.ComparePage_NotPaired(Messages.ComparePage_NotReadable());
        }
        return null;
    }

    /** What the reader typed, for the first or the second field. */
    public String asked(int index) {
        return index < asked.size() ? asked.get(index) : "";
    }

    /** Why there is nothing to show, in a sentence; null when there is, or when nothing was asked. */
    public String getProblem() {
        return problem;
    }

    /** Whether two models were found. */
    public boolean isShown() {
        return problem == null && models.size() == 2;
    }

    /** Both. */
    public List<ComparedModel> getModels() {
        return models;
    }

    public ComparedModel getFirst() {
        return models.get(0);
    }

    public ComparedModel getSecond() {
        return models.get(1);
    }

    /** Why the rows were not compared one by one, in a sentence; null when they were. */
    public String getUnpaired() {
        return unpaired;
    }

    /** How many rows were compared one by one, and which were left out, in a sentence; null when none were. */
    public String getPaired() {
        if (unpaired != null) {
            return null;
        }
        Comparison.Learnt learnt = known.comparison().learnt();
        String rows = Messages.ComparePage_Paired(known.comparison().rows());
        return learnt != null && learnt.leftOut() > 0
                ? rows + " " + Messages.ComparePage_LeftOut(learnt.leftOut())
                : rows;
    }

    /** The metrics of both as a table that the engine has escaped; null when they have none in common. */
    public String getMetrics() {
        return known.table();
    }

    /** Everything else that is known of them. */
    public List<Group> getGroups() {
        return groups;
    }
}
