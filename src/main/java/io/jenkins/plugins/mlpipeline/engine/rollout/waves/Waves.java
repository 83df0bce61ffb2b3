package io.jenkins.plugins.mlpipeline.engine.rollout.waves;

import java.util.ArrayList;
import java.util.List;

/** Decides which targets of a deployment are begun. */
public final class Waves {
    private Waves() {}

    /**
     * What comes next. A wave begins when all of the one before ended well; where one stops the deployment, those under way come to
     * their ends and no other begins.
     *
     * @param targets how far each is, in their order
     */
    public static Move next(WaveSize size, List<Standing> targets) {
        boolean going = targets.contains(Standing.GOING);
        if (targets.contains(Standing.STOPS)) {
            return going ? new Move.Await() : new Move.Over();
        }
        int open = open(targets);
        if (open == targets.size()) {
            return new Move.Over();
        }
        int wave = size.wave(open, targets.size());
        List<Integer> begin = new ArrayList<>();
        for (int i = open; i < targets.size() && size.wave(i, targets.size()) == wave; i++) {
            if (targets.get(i) == Standing.WAITING) {
                begin.add(i);
            }
        }
        return begin.isEmpty() ? new Move.Await() : new Move.Begin(wave, begin);
    }

    /** The first that did not end. */
    private static int open(List<Standing> targets) {
        int open = 0;
        while (open < targets.size() && targets.get(open) == Standing.WELL) {
            open++;
        }
        return open;
    }
}
