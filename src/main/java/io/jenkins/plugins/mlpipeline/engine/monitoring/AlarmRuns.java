package io.jenkins.plugins.mlpipeline.engine.monitoring;

import java.time.DayOfWeek;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * What many looks say together: how often in a row something was bad, and which looks were good enough to compare later ones
 * with. A look at which a thing was not judged is none for that thing.
 *
 * @param looks in the order of time
 * @param windows see {@link WatchPlan}
 */
record AlarmRuns(List<PastLook> looks, int windows) {
    /** The looks that a series without a reference of its own is compared with. */
    static final int FIRST = 3;

    /** The looks of the same weekday that make a reference. */
    static final int WEEKS = 4;

    /** How many looks in a row, up to the last one, something was bad. */
    int run(String name) {
        int run = 0;
        for (int i = looks.size() - 1; i >= 0; i--) {
            Boolean bad = looks.get(i).tests().get(name);
            if (bad != null && !bad) {
                return run;
            }
            run += bad == null ? 0 : 1;
        }
        return run;
    }

    /** Everything that was bad often enough in a row, in alphabetical order. */
    List<String> alarms() {
        Set<String> names = new TreeSet<>();
        for (PastLook look : looks) {
            look.tests().forEach((name, bad) -> {
                if (bad) {
                    names.add(name);
                }
            });
        }
        return names.stream().filter(name -> run(name) >= windows).toList();
    }

    /**
     * Whether later looks may be compared with one: it is neither a part of an alarm nor, as yet, of what may become one.
     */
    boolean isUsable(int look) {
        return looks.get(look).digest() != null
                && looks.get(look).tests().entrySet().stream()
                        .filter(Map.Entry::getValue)
                        .allMatch(bad -> isHarmless(bad.getKey(), look));
    }

    private boolean isHarmless(String name, int look) {
        int run = 0;
        for (int i = look; i >= 0 && !isGood(name, i); i--) {
            run += looks.get(i).tests().containsKey(name) ? 1 : 0;
        }
        int after = look + 1;
        for (; after < looks.size() && !isGood(name, after); after++) {
            run += looks.get(after).tests().containsKey(name) ? 1 : 0;
        }
        return after < looks.size() && run < windows;
    }

    private boolean isGood(String name, int look) {
        return Boolean.FALSE.equals(looks.get(look).tests().get(name));
    }

    /** The first usable looks. */
    List<PastLook> first() {
        return usable(look -> true, FIRST);
    }

    /** The first usable looks of a weekday. */
    List<PastLook> of(DayOfWeek day) {
        return usable(look -> day(look) == day, WEEKS);
    }

    static DayOfWeek day(PastLook look) {
        return look.instant().atZone(ZoneOffset.UTC).getDayOfWeek();
    }

    private List<PastLook> usable(Predicate<PastLook> wanted, int most) {
        return IntStream.range(0, looks.size())
                .filter(i -> looks.get(i).counts() != null && wanted.test(looks.get(i)) && isUsable(i))
                .mapToObj(looks::get)
                .limit(most)
                .toList();
    }

    /** The looks without what nobody will need again. */
    List<PastLook> pruned(int keptAnswers) {
        Set<PastLook> needed = Collections.newSetFromMap(new IdentityHashMap<>());
        needed.addAll(first());
        for (DayOfWeek day : DayOfWeek.values()) {
            needed.addAll(of(day));
        }
        int from = Math.max(0, looks.size() - WatchState.MOST_LOOKS);
        List<PastLook> kept = new ArrayList<>();
        for (int i = 0; i < looks.size(); i++) {
            PastLook look = looks.get(i);
            boolean open = i >= looks.size() - windows || isOpen(i);
            if (i >= from || needed.contains(look)) {
                kept.add(look.without(!open && !needed.contains(look), i < looks.size() - keptAnswers));
            }
        }
        return kept;
    }

    /** Whether it is not yet known if a look is usable. */
    private boolean isOpen(int look) {
        return looks.get(look).tests().entrySet().stream()
                .filter(Map.Entry::getValue)
                .anyMatch(bad -> IntStream.range(look + 1, looks.size()).noneMatch(i -> isGood(bad.getKey(), i)));
    }
}
