/// Who may be answered now, and who waits how long.
///
/// A question takes a [dev.freshet.answer.admission.Admission.Reservation] before anything of it is written, or is
/// refused. With it, it passes two gates: one for each piece of work that needs a processor, held only while
/// that work is done, and one for the model, held from the connection to the end of the model's text. A
/// [dev.freshet.answer.admission.FairGate] gives a free slot to whoever holds fewest: by tenant first, within a
/// tenant by person; [dev.freshet.answer.admission.WaitingLine] is that rule alone, without threads. Start with
/// `Admission`.
@NullMarked
package dev.freshet.answer.admission;

import org.jspecify.annotations.NullMarked;
