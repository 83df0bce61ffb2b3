package io.jenkins.plugins.mlpipeline.engine.model.predict;

import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.translate.TranslateException;
import ai.djl.translate.Translator;
import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import java.util.function.Supplier;

/** Runs a model through DJL, for several threads at once; each batch is computed by one. */
final class RowsPredictor implements AutoCloseable {
    private final String name;
    private final Model model;
    private final Runnable closing;
    private final Function<Throwable, String> reasons;
    /** One for each thread: a DJL predictor is not for two at once. */
    private final BlockingQueue<Predictor<InputBatch, BatchAnswers>> predictors = new LinkedBlockingQueue<>();

    /**
     * @param name the model's file, for messages
     * @param model loaded; closed with this
     * @param closing what else is to be closed, after the model
     * @param translators gives each thread its own
     * @param reasons what an engine's exception says, as a sentence
     * @param threads most threads that predict at once
     */
    RowsPredictor(
            String name,
            Model model,
            Runnable closing,
            Supplier<Translator<InputBatch, BatchAnswers>> translators,
            Function<Throwable, String> reasons,
            int threads) {
        this.name = name;
        this.model = model;
        this.closing = closing;
        this.reasons = reasons;
        for (int i = 0; i < threads; i++) {
            predictors.add(model.newPredictor(translators.get()));
        }
    }

    /**
     * Predicts the rows of a batch.
     *
     * @throws UserError when the model fails on them
     */
    BatchAnswers predict(InputBatch batch) {
        Predictor<InputBatch, BatchAnswers> predictor = predictors.poll();
        if (predictor == null) {
            throw new IllegalStateException("more threads predict than were asked for");
        }
        try {
            return predict(predictor, batch);
        } catch (TranslateException e) {
            if (e.getCause() instanceof UserError error) {
                throw error;
            }
            throw new UserError(name + ": the model fails on these rows: " + reasons.apply(e), e);
        } finally {
            predictors.add(predictor);
        }
    }

    /** Once more where only the locale was missing, for which some versions ask as late as this. */
    private static BatchAnswers predict(Predictor<InputBatch, BatchAnswers> predictor, InputBatch batch)
            throws TranslateException {
        try {
            return predictor.predict(batch);
        } catch (TranslateException e) {
            if (TextLocale.isMissing(e) && TextLocale.provide()) {
                return predictor.predict(batch);
            }
            throw e;
        }
    }

    @Override
    public void close() {
        predictors.forEach(Predictor::close);
        model.close();
        closing.run();
    }
}
