package io.jenkins.plugins.mlpipeline.engine.check;

/**
 * Means of a number by group: the share of the squared error that is left without (correlation ratio; Pearson 1905), of the
 * numbers or of their ranks, whichever is more. Ranks because a few great numbers make most of a squared error.
 */
final class MeanAssociation implements Association {
    private final TrainingRanks ranks;
    private final GroupMeans numbers;
    /** Null when ranks are not known. */
    private final GroupMeans ranked;

    /** @param ranks null when not known */
    MeanAssociation(TrainingRanks ranks) {
        this(ranks, new GroupMeans(), ranks == null ? null : new GroupMeans());
    }

    private MeanAssociation(TrainingRanks ranks, GroupMeans numbers, GroupMeans ranked) {
        this.ranks = ranks;
        this.numbers = numbers;
        this.ranked = ranked;
    }

    @Override
    public boolean add(int group, double truth) {
        numbers.add(group, truth);
        if (ranked != null) {
            ranked.add(group, ranks.of(truth));
        }
        return true;
    }

    @Override
    public double gain(Neighbourhoods near) {
        return Association.greater(numbers.gain(near), ranked == null ? Double.NaN : ranked.gain(near));
    }

    @Override
    public double gainByOrder(int[] ascending) {
        return gain(Neighbourhoods.beside(groups(), ascending, this::rows));
    }

    @Override
    public Association regrouped(int[] to) {
        return new MeanAssociation(ranks, numbers.regrouped(to), ranked == null ? null : ranked.regrouped(to));
    }

    @Override
    public int groups() {
        return numbers.groups();
    }

    @Override
    public long rows(int group) {
        return numbers.rows(group);
    }
}
