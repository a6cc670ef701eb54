/** An asset's address, as the build names it. */
declare module "*?url" {
  const address: string;
  export default address;
}
