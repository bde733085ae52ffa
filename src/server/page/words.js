// The words of the page in Chinese and English. What the official form prints, and what the server
// says, does not stand here.

const WORDS = {
  brand: ['呈报', 'Chengbao'],
  skip: ['跳到表格', 'Skip to the form'],
  tools: ['文件与编辑', 'File and edit'],
  sheet: ['报告', 'Report'],
  side: ['核对与预览', 'Checks and preview'],
  views: ['切换视图', 'Views'],
  viewForm: ['填表', 'Form'],
  new: ['新建', 'New'],
  open: ['打开…', 'Open…'],
  previous: ['上年报告…', 'Last year…'],
  undo: ['撤销', 'Undo'],
  redo: ['重做', 'Redo'],
  undoKeys: ['撤销（Ctrl+Z）', 'Undo (Ctrl+Z)'],
  redoKeys: ['重做（Ctrl+Y）', 'Redo (Ctrl+Y)'],
  saveYaml: ['保存 YAML', 'Save YAML'],
  yamlTitle: ['把填报数据存成文件，以后可以再打开', 'Keep the data as a file that can be opened again'],
  takePdf: ['下载 PDF', 'Get PDF'],
  head: ['报告信息', 'About the report'],
  form: ['格式', 'Form'],
  formsNow: ['{year}年度施行', 'In force for {year}'],
  formsOther: ['其他年度', 'Other years'],
  year: ['报告年度', 'Year'],
  issuer: ['发布机关', 'Issuer'],
  level: ['层级', 'Level'],
  date: ['成文日期', 'Date'],
  dateHint: ['如 2025-01-24', 'as 2025-01-24'],
  title: ['标题（可不填）', 'Title (optional)'],
  titleHint: ['不填则如上所印', 'left blank: as printed above'],
  preface: ['前言（可不填）', 'Preface (optional)'],
  noLevel: ['未选', 'not chosen'],
  department: ['部门', 'department'],
  township: ['乡镇、街道', 'township'],
  county: ['县级', 'county'],
  city: ['市级', 'city'],
  province: ['省级', 'province'],
  characters: ['{n} 字', '{n} characters'],
  charactersOf: ['{n} / {max} 字', '{n} of {max} characters'],
  copyTable: ['复制整表', 'Copy table'],
  fillZeros: ['空格填 0', 'Blanks to 0'],
  filledZeros: ['已在 {n} 个空格填 0（总计除外），可撤销。', '{n} blanks set to 0 (no totals); it can be undone.'],
  mendAll: ['一并按表中数据重算 {n} 处', 'Recompute all {n} from the table'],
  mendAllMixed: ['一并重算或改正写法 {n} 处', 'Recompute or respell all {n}'],
  picked: ['已选 {rows} 行 {columns} 列，共 {n} 格', '{rows} by {columns} selected, {n} cells'],
  pickedOne: ['已选 1 格', '1 cell selected'],
  copiedCells: ['已复制 {n} 格，可粘贴到 Excel 或 WPS。', '{n} cells copied; paste them into a spreadsheet.'],
  cutCells: ['已剪切 {n} 格，可撤销。', '{n} cells cut; it can be undone.'],
  cleared: ['已清空 {n} 格，可撤销。', '{n} cells cleared; it can be undone.'],
  copied: ['已复制，可粘贴到 Excel 或 WPS。', 'Copied; paste it into a spreadsheet.'],
  notCopied: ['浏览器不允许复制。', 'The browser does not allow copying.'],
  sum: ['各项之和 {n}', 'terms add up to {n}'],
  sumTake: ['点击填入；键盘按 Alt+=', 'Click to take it, or Alt+='],
  difference: ['{left}（左）≠ {right}（右），差 {n}', '{left} (left) ≠ {right} (right), off by {n}'],
  pasted: ['已粘贴 {n} 格。', '{n} cells pasted.'],
  notFit: ['粘贴 {rows} 行 {columns} 列：填入 {n} 格，有 {left} 格内容放不下，未填：{first}',
    'Pasted {rows} by {columns}: {n} cells filled, {left} did not fit: {first}'],
  checks: ['核对', 'Checks'],
  errors: ['{n} 处错误', '{n} errors'],
  oneError: ['1 处错误', '1 error'],
  warnings: ['{n} 处提醒', '{n} warnings'],
  oneWarning: ['1 处提醒', '1 warning'],
  noFindings: ['没有发现问题', 'Nothing found'],
  error: ['错误', 'Error'],
  warning: ['提醒', 'Warning'],
  jump: ['到该处', 'Go there'],
  mendSafe: ['改为“{text}”', 'Change to “{text}”'],
  mendEmpty: ['删去', 'Remove'],
  isRecomputed: ['按表中其他数据重算', 'Recomputed from the other figures of the table'],
  isRespelt: ['只改写法，不改内容', 'Changes how it is written, not what it says'],
  isSuggested: ['建议，请核实原始数据', 'A suggestion; check it against your records'],
  mended: ['已修改，可撤销。', 'Changed; it can be undone.'],
  checking: ['正在核对…', 'Checking…'],
  preview: ['预览', 'Preview'],
  pageBack: ['上一页', 'Previous page'],
  pageNext: ['下一页', 'Next page'],
  pageOf: ['第 {page} 页，共 {pages} 页', 'Page {page} of {pages}'],
  zoomIn: ['放大', 'Zoom in'],
  zoomOut: ['缩小', 'Zoom out'],
  drawing: ['正在排版…', 'Setting the pages…'],
  oldPreview: ['有错误，改正后更新预览。', 'There are errors; the preview follows when they are mended.'],
  noPreview: ['预览暂不可用。', 'No preview for now.'],
  chart: ['图表', 'Chart'],
  takeChart: ['下载 SVG', 'Get SVG'],
  stateNone: ['草稿', 'Draft'],
  stateIncomplete: ['草稿 · 签署中', 'Draft · being signed'],
  stateComplete: ['已签发', 'Signed off'],
  stateBroken: ['草稿 · 签署后有改动', 'Draft · changed since signed'],
  saved: ['已自动保存在本机', 'Kept on this machine'],
  notSaved: ['本机存不下，请用“保存 YAML”存成文件。', 'This browser cannot keep it; use “Save YAML”.'],
  otherWindow: ['另一个窗口也在填报，内容已同步到这里。', 'Another window edits too; what it is given is shown here.'],
  away: ['连不上服务器，可继续填写，已存在本机；连上后自动核对。', 'The server is away. Go on: it is kept here, and checked when the server is back.'],
  back: ['已重新连上服务器。', 'The server is back.'],
  failed: ['没有完成：{detail}', 'It did not work: {detail}'],
  hasErrors: ['报告有错误，没有生成文件。请看核对结果。', 'The report has errors and nothing was made. See the checks.'],
  fileMade: ['已生成 {name}', 'Made {name}'],
  fileAnew: ['已生成 {name}。这是新写的文件，原文件里的注释没有带过来；注释还要用的，请留好原文件。',
    'Made {name}. It was written anew: the comments of your own file are not in it. Keep that file if you need them.'],
  fileAnewAway: ['已生成 {name}。服务器不在，原文件里的注释没有写进去；连上后请再保存一次。',
    'Made {name}, without the comments of your own file, as the server is away. Save it again when it is back.'],
  draftMade: ['已生成草稿 {name}（尚未签发）', 'Made the draft {name} (not signed off)'],
  opened: ['已打开 {name}', 'Opened {name}'],
  notRead: ['没有打开 {name}：{detail}', '{name} was not opened: {detail}'],
  chartName: ['{issuer}{year}年图表', '{issuer}-{year}-charts'],
  newMade: ['已新建；原来的内容可用“撤销”取回。', 'A new report; “Undo” brings the former back.'],
  carried: ['已带入上年报告 {name}，填入 {n} 项。', 'Last year’s report {name} is here; {n} values were carried over.'],
  compared: ['已带入上年报告 {name}，用于跨年核对和图表。', 'Last year’s report {name} is here, for checks across years and the charts.'],
  needsServer: ['服务器连上后才能做。', 'This needs the server.'],
  busy: ['正在处理', 'Working'],
  making: ['正在生成…', 'Making it…'],
  reading: ['正在读取…', 'Reading…'],
  loading: ['正在载入表格…', 'Loading the form…'],
  tokenHead: ['需要令牌', 'A token is needed'],
  tokenWhy: ['这台服务器要求令牌。令牌只保留到关闭本页为止。', 'This server asks for a token. It is kept until this page is closed.'],
  tokenWrong: ['令牌不对，请重新输入。', 'That token is not known here; try again.'],
  token: ['令牌', 'Token'],
  ok: ['确定', 'OK'],
  later: ['以后再说', 'Later'],
  draft: ['草稿', 'draft'],
  fileName: ['{title}', '{issuer}-{year}-{family}'],
  dropHere: ['松开即打开', 'Drop to open'],
};

let lang = 'zh';

/** The language of the page, `zh` or `en`. */
export const language = () => lang;

/** A word, with `{name}` filled in. */
export function word(key, values = {}) {
  const text = (WORDS[key] ?? [key, key])[lang === 'en' ? 1 : 0];
  return text.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

/** Sets the language and the words that stand in the page already. */
export function speak(to) {
  lang = to === 'en' ? 'en' : 'zh';
  document.documentElement.lang = lang === 'en' ? 'en' : 'zh-CN';
  document.title = word('brand');
  for (const node of document.querySelectorAll('[data-word]')) node.textContent = word(node.dataset.word);
  for (const node of document.querySelectorAll('[data-word-label]')) node.setAttribute('aria-label', word(node.dataset.wordLabel));
  for (const node of document.querySelectorAll('[data-word-title]')) node.title = word(node.dataset.wordTitle);
  const other = document.getElementById('lang');
  other.textContent = lang === 'en' ? '中文' : 'English';
  other.lang = lang === 'en' ? 'zh-CN' : 'en';
}
