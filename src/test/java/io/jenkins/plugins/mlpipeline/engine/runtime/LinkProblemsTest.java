package io.jenkins.plugins.mlpipeline.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LinkProblemsTest {
    @Test
    void aLibraryThatIsNotThereIsNamed() {
        String wayOut =
                " is missing: its jar is not where this program was started from. Copy the whole folder of the command"
                        + " line anew; on an agent name a folder that has all libraries.";
        assertThat(LinkProblems.explain(new NoClassDefFoundError("ml/dmlc/xgboost4j/java/DMatrix")))
                .contains("The library XGBoost" + wayOut);
        assertThat(LinkProblems.explain(new IllegalStateException(
                        "outer", new ClassNotFoundException("ai.onnxruntime.OrtEnvironment"))))
                .contains("The library OnnxRuntime" + wayOut);
        assertThat(LinkProblems.explain(new IllegalArgumentException("Deep learning engine not found: PyTorch")))
                .contains("The library PyTorch" + wayOut);
    }

    @Test
    void aLibraryOfAnotherMachineIsNamed() {
        assertThat(LinkProblems.explain(new UnsatisfiedLinkError("/x/libonnxruntime.so: invalid ELF header.")))
                .contains(
                        "A native library can't be loaded: /x/libonnxruntime.so: invalid ELF header. It is damaged, or made for"
                                + " another kind of machine than " + System.getProperty("os.name") + " on "
                                + System.getProperty("os.arch") + ", or there is no room to unpack it in "
                                + System.getProperty("java.io.tmpdir")
                                + ". Bring the libraries anew, or free space there.");
    }

    @Test
    void anythingElseIsNoProblemOfTheMachine() {
        assertThat(LinkProblems.explain(new IllegalStateException("why not"))).isEmpty();
        assertThat(LinkProblems.explain(new NoClassDefFoundError("io/jenkins/Gone")))
                .isEmpty();
        assertThat(LinkProblems.explain(new RuntimeException((String) null))).isEmpty();
    }
}
