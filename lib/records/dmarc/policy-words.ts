import { editDistance } from '../mangled.ts';

export type Policy = 'none' | 'quarantine' | 'reject';

export const isPolicy = (text: string): text is Policy => text === 'none' || text === 'quarantine' || text === 'reject';

/** What guides and panels in other languages make of the three words, in lower case. */
const TRANSLATED: Record<Policy, readonly string[]> = {
  none: (
    'keine kein keiner nichts aucun aucune nessuno nessuna nessun niente ninguno ninguna ningún ningun nada nenhum nenhuma ' +
    'nenhuma geen niets ingen inget inga intet żaden żadna zadna brak ei ei-mitään yok hiçbiri hicbiri niciunul niciuna ' +
    'semmi nincs žádná zadna žiadna nijedan нет ничего никакая κανένα なし 無し 無 无 沒有 没有 없음'
  ).split(' '),
  quarantine: (
    'quarantäne quarantaene quarantaine quarantena cuarentena quarentena quarantäne karantän karantæne karantene karanteeni ' +
    'kwarantanna karantina karanténa karantena carantină carantina karantén карантин καραντίνα 隔離 隔离 検疫 격리 검역'
  ).split(' '),
  reject: (
    'ablehnen abweisen zurückweisen zurueckweisen rejeter rejeté rejet refuser rifiuta rifiutare rifiuto respingi respingere ' +
    'rechazar rechazo rechazado rejeitar rejeitado recusar weigeren afwijzen avvisa avvis afvis afvise hylkää odrzuć odrzuc ' +
    'odrzucać reddet respinge respins elutasít elutasitas odmítnout odmitnout odmietnuť odbij отклонить отклонять отклонение ' +
    'απόρριψη 拒否 拒绝 拒絕 却下 거부'
  ).split(' '),
};

/** English words that mean one of the three. */
const SYNONYMS: Record<Policy, readonly string[]> = {
  none: ['monitor', 'monitoring', 'no', 'nothing', 'null', 'off', 'allow', 'accept', 'deliver', 'report'],
  quarantine: ['spam', 'junk'],
  reject: ['block', 'deny', 'discard', 'drop', 'bounce', 'refuse', 'fail'],
};

const POLICIES: readonly Policy[] = ['none', 'quarantine', 'reject'];

/** Which policy a word that is none was meant as, and how it went wrong; null where that cannot be told. */
export function guessPolicy(word: string): { policy: Policy; reason: 'translated-policy' | 'bad-policy' } | null {
  const plain = word.normalize('NFC').toLowerCase();
  for (const policy of POLICIES) {
    if (TRANSLATED[policy].includes(plain)) return { policy, reason: 'translated-policy' };
    if (SYNONYMS[policy].includes(plain)) return { policy, reason: 'bad-policy' };
  }
  const near = POLICIES.filter((policy) => editDistance(plain, policy) <= (policy === 'none' ? 1 : 2));
  const [policy] = near;
  return policy !== undefined && near.length === 1 ? { policy, reason: 'bad-policy' } : null;
}
