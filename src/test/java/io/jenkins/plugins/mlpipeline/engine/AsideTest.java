package io.jenkins.plugins.mlpipeline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class AsideTest {
    @Test
    void anotherThreadWorksWhereTwoAreAllowed() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        Aside<Thread> aside = Aside.begin(2, () -> {
            begun.countDown();
            return Thread.currentThread();
        });

        // It does not wait to be asked.
        begun.await();

        assertThat(aside.get()).isNotSameAs(Thread.currentThread());
    }

    @Test
    void theCallerWorksWhenItAsksWhereOneIsAllowed() {
        AtomicReference<String> done = new AtomicReference<>("not yet");
        Aside<Thread> aside = Aside.begin(1, () -> {
            done.set("done");
            return Thread.currentThread();
        });

        assertThat(done).hasValue("not yet");
        assertThat(aside.get()).isSameAs(Thread.currentThread());
        assertThat(aside.get()).isSameAs(Thread.currentThread());
    }

    @Test
    void whatTheWorkThrowsIsThrownAsItIs() {
        for (int threads = 1; threads < 3; threads++) {
            UserError problem = new UserError("wrong");
            assertThatThrownBy(Aside.begin(threads, () -> {
                        throw problem;
                    })::get)
                    .isSameAs(problem);
            Error error = new OutOfMemoryError("much");
            assertThatThrownBy(Aside.begin(threads, () -> {
                        throw error;
                    })::get)
                    .isSameAs(error);
        }
    }

    @Test
    void anInterruptIsKeptForLater() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Aside<String> aside = Aside.begin(2, () -> {
            begun.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return "result";
        });
        begun.await();
        Thread.currentThread().interrupt();
        new Thread(go::countDown).start();

        assertThat(aside.get()).isEqualTo("result");
        assertThat(Thread.interrupted()).isTrue();
    }
}
