import type { LabelWords } from './label-words.ts';

export const english: LabelWords = {
  spaced: true,
  sender: 'senders?|(?:sending|outgoing) (?=e-?mail|address)',
  from: 'from',
  agent: 'by|as',
  sent: 'sen[dt]s?|sending',
  mail: 'e-?mails?|mails?|address(?:es)?|addr',
  name: 'names?|label|display',
  glue: 'the|it|a|an|b|c|your|our|this|that|of|for|is|in|and|or|s|as|by|who|which|campaign|message|required|optional|details?|infos?|profile|information|settings?|identity|verified|variation|variant|version|v|step|line|field',
  edit: 'edit|change|set|add|choose|select|enter',
  add: 'add|new|create|verify|connect',
  reply: 'repl(?:y|ies)|return-?path',
  test: '(?<!\\p{L}|a\\/b |a\\/b-|split |split-|ab-|ab |to )test(?!imon)|proof|send (?:a )?preview',
  preview: 'pre-?header|preview',
  previewText: 'pre-?header|text|line',
  subject: 'subject',
  to: 'to|cc|bcc',
  audience:
    '(?<!\\p{L})(?:sen[dt] to|recipient|audience|segment|cc(?!\\p{L})|bcc(?!\\p{L}))|(?<!\\p{L})lists?(?!\\p{L})',
  alert: 'alerts?(?!\\p{L})|internal notif|notif|webhook|text message|sms(?!\\p{L})|conversation',
  other:
    'accounts?|log(?:ged|in)|sign(?:ed)? ?in|(?<!sender )profil|owner|creat(?:ed|or)|author|(?:last )?edited by|users?|default|previous|recent|former|last|suggest|approv|support|help|contact|billing|comment|chat|original|forwarded|quoted|shared?(?!\\p{L})|footer|compan|subscri|unsub|example|invit|feedback|integrat|template|search|filter|verification|domains?|bounce|postal|physical|office|web',
};
