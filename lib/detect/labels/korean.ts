import type { LabelWords } from './label-words.ts';

export const korean: LabelWords = {
  spaced: false,
  sender: '보내는\\s?사람|보낸\\s?사람|보내는|발신자|발신인|발신|발송인|발송자',
  mail: '이메일|메일|전자|주소',
  name: '이름|명|표시',
  glue: '의|에|사람|분|선택|필수',
  edit: '변경|수정|편집',
  add: '추가|새로운|새\\s|인증',
  reply: '답장|회신',
  test: '테스트',
  preview: '미리\\s?보기',
  previewText: '텍스트',
  subject: '제목',
  audience: '받는|수신',
  alert: '알림',
  other: '계정|기본|댓글',
};
