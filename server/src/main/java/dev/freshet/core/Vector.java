package dev.freshet.core;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/// An embedding: a direction in a model's space, stored at unit length so that a dot product is the cosine.
public final class Vector {
    /// The vector of a text that was never embedded.
    public static final Vector NONE = new Vector(new float[0]);

    private final float[] values;

    private Vector(float[] values) {
        this.values = values;
    }

    /// Takes the values over and scales them to unit length; a vector of zeros stays as it is.
    public static Vector unit(float[] values) {
        double length = Math.sqrt(dot(values, values));
        if (length > 0 && Math.abs(length - 1) > 1e-6) {
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (values[i] / length);
            }
        }
        return new Vector(values);
    }

    /// Reads what [#toBytes()] wrote.
    public static Vector fromBytes(byte[] bytes) {
        float[] values = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return new Vector(values);
    }

    /// The weighted sum of two directions, at unit length.
    public static Vector blend(Vector first, double firstWeight, Vector second, double secondWeight) {
        float[] sum = new float[first.values.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = (float) (firstWeight * first.values[i] + secondWeight * second.values[i]);
        }
        return unit(sum);
    }

    /// The direction in the middle of some of one model; at least one.
    public static Vector mean(List<Vector> vectors) {
        float[] sum = new float[vectors.getFirst().values.length];
        for (Vector vector : vectors) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += vector.values[i];
            }
        }
        return unit(sum);
    }

    /// How many dimensions it has; 0 for [#NONE].
    public int dimensions() {
        return values.length;
    }

    public boolean isEmpty() {
        return values.length == 0;
    }

    /// The values themselves, not a copy: for index and model adapters, which only read them.
    public float[] values() {
        return values;
    }

    /// Little-endian 32-bit floats, the stored form.
    public byte[] toBytes() {
        ByteBuffer buffer = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asFloatBuffer().put(values);
        return buffer.array();
    }

    /// Cosine similarity, -1 to 1; 0 when either is empty or their sizes differ.
    public double cosine(Vector other) {
        return values.length == other.values.length ? dot(values, other.values) : 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Vector vector && Arrays.equals(values, vector.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "Vector[" + values.length + "]";
    }

    private static double dot(float[] left, float[] right) {
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum += (double) left[i] * right[i];
        }
        return sum;
    }
}
