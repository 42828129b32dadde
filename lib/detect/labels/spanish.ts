import type { LabelWords } from './label-words.ts';

export const spanish: LabelWords = {
  spaced: true,
  sender: 'remitentes?|emisor|(?<=(?:direcci[oó]n|correo|e-?mail) d(?:e |el ))(?:env[ií]o|origen|procedencia)',
  from: 'de|del|desde',
  agent: 'por',
  sent: 'enviado|enviar',
  fromAddress: '(?:desde|de) la direcci[oó]n',
  mail: 'direcci[oó]n|correos?|electr[oó]nic[oa]',
  name: 'nombre',
  glue: 'el|los|las|la|su|sus|tu|y|para|por|campaña|obligatorio|opcional|variante',
  edit: 'editar|cambiar|elegir|seleccionar',
  add: 'añadir|agregar|nuev[oa]s?|verificar',
  reply: 'respuesta|respond[ae]',
  test: 'prueba',
  preview: 'vista previa|pr[ée]-?visuali',
  previewText: 'texto|línea',
  subject: 'asunto',
  to: 'para',
  audience: '(?<!\\p{L})(?:destinat|audiencia|público)|(?<!\\p{L})lista(?!\\p{L})',
  alert: 'alertas?|notif',
  other: 'cuenta|usuario|predetermin|anterior|ayuda|contact|ejempl|oficina|buscar|propiet',
};
