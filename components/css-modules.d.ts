declare module '*.module.css' {
  const names: Readonly<Record<string, string>>;
  // oxlint-disable-next-line import/no-default-export -- the form in which Vite hands over a CSS module
  export default names;
}

declare module '*.css' {}
