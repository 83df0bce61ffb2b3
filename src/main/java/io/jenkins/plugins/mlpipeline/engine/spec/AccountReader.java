package io.jenkins.plugins.mlpipeline.engine.spec;

/** Reads the sections by which somebody answers for a model: {@code ledger} and {@code model}. */
final class AccountReader {
    private static final int MOST_USES = 1_000_000;

    private AccountReader() {}

    static Spec.Ledger ledger(Fields ledger) {
        Long uses = ledger.integer("maxUses");
        if (uses != null && (uses < 1 || uses > MOST_USES)) {
            throw ledger.wrong(ledger.raw("maxUses"), "maxUses", "an integer from 1 to " + MOST_USES);
        }
        return new Spec.Ledger(uses == null ? null : uses.intValue(), ledger.text("file"));
    }

    static Spec.Model model(Fields model) {
        return new Spec.Model(
                model.text("name"), model.text("version"), model.text("owner"), model.text("intendedUse"));
    }
}
