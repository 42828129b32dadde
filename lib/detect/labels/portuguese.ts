import type { LabelWords } from './label-words.ts';

export const portuguese: LabelWords = {
  spaced: true,
  sender: 'remetentes?|(?<=(?:endere[çc]o|e-?mail) d(?:e |o ))(?:envio|origem)',
  from: 'de',
  agent: 'por',
  sent: 'enviado|enviar',
  fromAddress: '(?:do|a partir do) endere[çc]o',
  mail: 'endere[çc]o|eletr[ôo]nico',
  name: 'nome',
  glue: 'o|os|as|do|dos|das|seu|sua|e|para|por|campanha|obrigatório|opcional|variante',
  edit: 'editar|alterar|escolher|selecionar',
  add: 'adicionar|nov[oa]s?|verificar',
  reply: 'resposta|respond[ae]',
  test: 'teste',
  preview: 'pr[ée]via|pr[ée]-?visuali',
  previewText: 'texto|linha',
  subject: 'assunto',
  to: 'para',
  audience: '(?<!\\p{L})(?:destinat|público)|(?<!\\p{L})lista(?!\\p{L})',
  alert: 'alertas?|notif',
  other: 'conta(?!\\p{L})|usu[áa]rio|padr|anterior|ajuda|contat|exemplo|escrit[óo]rio|buscar',
};
