/** Stands in for mailauth's signer, which its ARC module names beside the verifier: Presend signs nothing. */
export function DkimSigner(): never {
  throw new Error('Presend verifies signatures and makes none');
}
