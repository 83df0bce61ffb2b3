package io.jenkins.plugins.mlpipeline.engine.model.trees;

import java.util.BitSet;

/** Brings what leaves add into the order of a {@link ForestLayout}. */
final class LeafWeights {
    private final TreeEnsemble ensemble;
    private final TreeEnsemble.Leaves leaves;
    private final int[] places;
    /** Place of the leaf of each entry. */
    private final int[] owners;
    /** Outputs that get a number from every row. */
    private final BitSet covered = new BitSet();

    private int next;

    /**
     * @param places where each node lies, filled tree by tree
     */
    LeafWeights(TreeEnsemble ensemble, int[] places) {
        this.ensemble = ensemble;
        this.leaves = ensemble.leaves();
        this.places = places;
        this.owners = new int[leaves.count()];
    }

    /** Takes the entries of the tree that the finder is at. */
    void enter(NodeFinder finder, int tree) throws ForestBuilder.Unsupported {
        int from = next;
        int[] perOutput = new int[ensemble.outputs()];
        while (next < leaves.count() && leaves.trees()[next] == tree) {
            int node = finder.find(leaves.nodes()[next]);
            int output = leaves.outputs()[next];
            if (ensemble.nodes().modes()[node] != BranchMode.LEAF || output < 0 || output >= ensemble.outputs()) {
                throw new ForestBuilder.Unsupported("weights that are not those of leaves");
            }
            owners[next] = places[node];
            perOutput[output]++;
            next++;
        }
        int leafCount = (finder.size() + 1) / 2;
        if (next == from) {
            throw new ForestBuilder.Unsupported("a tree without weights");
        }
        for (int output = 0; output < perOutput.length; output++) {
            if (perOutput[output] == leafCount) {
                covered.set(output);
            }
        }
    }

    /** Checks that every entry belongs to a tree, and every output gets a number from every row. */
    void requireAll() throws ForestBuilder.Unsupported {
        if (next != leaves.count() || covered.cardinality() != ensemble.outputs()) {
            throw new ForestBuilder.Unsupported("weights outside of the trees, or outputs without");
        }
        if (ensemble.outputs() == 1 && leaves.count() > places.length) {
            throw new ForestBuilder.Unsupported("several weights in a leaf");
        }
    }

    float[] single() {
        if (ensemble.outputs() > 1) {
            return null;
        }
        float[] single = new float[places.length];
        for (int i = 0; i < owners.length; i++) {
            single[owners[i]] += leaves.weights()[i];
        }
        return single;
    }

    /** See {@link ForestLayout#first}. */
    int[] first() {
        if (ensemble.outputs() == 1) {
            return null;
        }
        int[] first = new int[places.length + 1];
        for (int owner : owners) {
            first[owner + 1]++;
        }
        for (int place = 0; place < places.length; place++) {
            first[place + 1] += first[place];
        }
        return first;
    }

    int[] targets() {
        if (ensemble.outputs() == 1) {
            return null;
        }
        int[] targets = new int[owners.length];
        int[] at = first();
        for (int i = 0; i < owners.length; i++) {
            targets[at[owners[i]]++] = leaves.outputs()[i];
        }
        return targets;
    }

    float[] weights() {
        if (ensemble.outputs() == 1) {
            return null;
        }
        float[] weights = new float[owners.length];
        int[] at = first();
        for (int i = 0; i < owners.length; i++) {
            weights[at[owners[i]]++] = leaves.weights()[i];
        }
        return weights;
    }
}
