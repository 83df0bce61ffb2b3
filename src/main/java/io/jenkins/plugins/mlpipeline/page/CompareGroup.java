package io.jenkins.plugins.mlpipeline.page;

/** What of two models is compared beside their metrics, in the order of the page. */
public enum CompareGroup {
    /** Learner, hyperparameters, how rows were split. */
    TRAINING,
    /** What the model learnt from and was judged on. */
    DATA,
    /** What was demanded, and what each gate said. */
    GATES,
    /** Which model it is. */
    MODEL,
    /** Which sources the build had. */
    CODE;

    /** Its heading. */
    public String getTitle() {
        return switch (this) {
            case TRAINING -> Messages.CompareGroup_Training();
            case DATA -> Messages.CompareGroup_Data();
            case GATES -> Messages.CompareGroup_Gates();
            case MODEL -> Messages.CompareGroup_Model();
            case CODE -> Messages.CompareGroup_Code();
        };
    }
}
