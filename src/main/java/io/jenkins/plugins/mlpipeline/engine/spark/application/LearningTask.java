package io.jenkins.plugins.mlpipeline.engine.spark.application;

import java.io.Serializable;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.spark.BarrierTaskContext;
import org.apache.spark.broadcast.Broadcast;
import scala.collection.Iterator;
import scala.collection.Iterator$;
import scala.runtime.AbstractFunction1;

/** What an executor does as one of several that learn together. */
final class LearningTask extends AbstractFunction1<Iterator<Integer>, Iterator<byte[]>> implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String engine;
    private final Broadcast<byte[]> plan;
    private final String[] jars;

    /** @param engine see {@link EngineLoader} */
    LearningTask(String engine, Broadcast<byte[]> plan, String... jars) {
        this.engine = engine;
        this.plan = plan;
        this.jars = jars.clone();
    }

    @Override
    public Iterator<byte[]> apply(Iterator<Integer> none) {
        BarrierTaskContext context = BarrierTaskContext.get();
        String[] hosts = Stream.of(context.getTaskInfos())
                .map(info -> info.address().replaceAll(":[0-9]*$", ""))
                .toArray(String[]::new);
        try {
            BiFunction<Object[], UnaryOperator<Object>, byte[]> worker = EngineLoader.engine(engine, jars);
            Object[] place = {plan.value(), context.partitionId(), hosts, context.cpus()};
            return Iterator$.MODULE$.single(worker.apply(place, said -> context.allGather((String) said)));
        } catch (Exception e) {
            // The driver knows no class of the engine.
            throw new IllegalStateException(ScoringApplication.reason(e));
        }
    }
}
