/** `$LIB` is the dynamic linker's own word for the machine's library folder (ld.so(8)). */
const LIBRARY = '/usr/$LIB/faketime/libfaketime.so.1';

/**
 * What goes before a daemon's command so that its clock, and no other, is off.
 *
 * @param off - as faketime(1) has it: `+90s`, `-7m`; undefined for the machine's own time
 */
export function withClock(off: string | undefined): readonly string[] {
  return off === undefined ? [] : ['env', `LD_PRELOAD=${LIBRARY}`, `FAKETIME=${off}`];
}
