/** What Presend uses of punycode.js, which brings no types. */
declare module 'punycode.js' {
  const punycode: {
    /** Decodes one label without its `xn--`; throws a RangeError where it is no Punycode. */
    decode(text: string): string;
  };
  export default punycode;
}
