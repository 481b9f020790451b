package dev.freshet.profile;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import dev.freshet.core.AppException;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import jdk.management.jfr.FlightRecorderMXBean;

/// Has the flight recorder of another Java process of the same user run for a while.
public final class Recorder {
    private static final String BEAN = "jdk.management.jfr:type=FlightRecorder";
    private static final Duration SAMPLING = Duration.ofMillis(10);

    private Recorder() {}

    /// Records and writes the recording to the file. Blocks for the duration.
    ///
    /// @throws AppException.Broken when there is no such process, or it is not ours, or no Java
    @SuppressWarnings("BanJNDI") // the address is that of a local process of the same user
    public static void record(long pid, Duration duration, Path file) {
        try (JMXConnector connector = JMXConnectorFactory.connect(address(pid))) {
            FlightRecorderMXBean recorder = ManagementFactory.newPlatformMXBeanProxy(
                    connector.getMBeanServerConnection(), BEAN, FlightRecorderMXBean.class);
            long recording = recorder.newRecording();
            recorder.setRecordingSettings(recording, settings());
            recorder.startRecording(recording);
            Thread.sleep(duration);
            recorder.stopRecording(recording);
            fetch(recorder, recording, file);
            recorder.closeRecording(recording);
        } catch (IOException error) {
            throw new AppException.Broken("the process " + pid + " cannot be recorded: " + error.getMessage(), error);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AppException.Broken("interrupted while recording", stopped);
        }
    }

    private static JMXServiceURL address(long pid) throws IOException {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            try {
                return new JMXServiceURL(machine.startLocalManagementAgent());
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException error) {
            throw new IOException("it cannot be attached to", error);
        }
    }

    private static void fetch(FlightRecorderMXBean recorder, long recording, Path file) throws IOException {
        long stream = recorder.openStream(recording, null);
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] part = recorder.readStream(stream);
            while (part != null) {
                out.write(part);
                part = recorder.readStream(stream);
            }
        } finally {
            recorder.closeStream(stream);
        }
    }

    /// A millisecond is long for an event loop that serves hundreds of streams. Short waits for a monitor are
    /// part of every library, and a log line may wait for its disk.
    private static Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        sample(settings, "jdk.ExecutionSample");
        sample(settings, "jdk.NativeMethodSample");
        for (String event : Waits.SHORT) {
            timed(settings, event, "1 ms");
        }
        for (String event : Waits.LONG) {
            timed(settings, event, "10 ms");
        }
        timed(settings, Waits.PINNED, "5 ms");
        settings.put("freshet.Step#enabled", "true");
        return settings;
    }

    private static void sample(Map<String, String> settings, String event) {
        settings.put(event + "#enabled", "true");
        settings.put(event + "#period", SAMPLING.toMillis() + " ms");
    }

    private static void timed(Map<String, String> settings, String event, String threshold) {
        settings.put(event + "#enabled", "true");
        settings.put(event + "#threshold", threshold);
        settings.put(event + "#stackTrace", "true");
    }
}
