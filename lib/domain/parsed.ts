/** A value, or why there is none: what every parser of Presend returns instead of throwing. */
export type Parsed<Value, Fault> = { ok: true; value: Value } | { ok: false; fault: Fault };

export const success = <Value>(value: Value): { ok: true; value: Value } => ({ ok: true, value });
export const failure = <Fault>(fault: Fault): { ok: false; fault: Fault } => ({ ok: false, fault });
