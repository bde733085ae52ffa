#!/usr/bin/env python3
"""Fetch and build the font set for GB/T 9704 documents, from package registries only.

    python3 -m pip install fonttools==4.68.0      # the one Python need
    python3 build_fonts.py --out fonts [--work DIR] [--lean] [--rare]

Debian 12 (apt-get update done), npm and dpkg must be there.  --lean subsets the Song font
to 8105+GB2312 too; --rare adds a 24 MB pack with the hanzi of Ext A/B..G that Noto Serif SC lacks.
Every input is pinned by version and SHA-256; the outputs are deterministic.
"""
import argparse, gzip, hashlib, json, os, re, shutil, subprocess, sys, tarfile
from pathlib import Path
from fontTools import subset, version as FT_VERSION
from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parent
APT = {  # package: (version, file, sha256)
 'texlive-lang-chinese': ('2022.20230122-1', '9cfa07bd44e7b9098e26f0ecac1b5ad210d2249d474c8074d53de92d650b0ec0'),
 'fonts-arphic-gkai00mp': ('2.11-16', '7c5452a4f5ce4eb351ceb25ee9ae359c8b094c2fd68955b9c93bd34c315bebf1'),
 'fonts-lxgw-wenkai': ('1.250+repack-1', '6d1e4c4aac78ad32062aefa2c836ee4d6e58f9dcf8b3f4407c9eefe304615318'),
 'fonts-liberation2': ('2.1.5-1', '35ffaa54f117e633e89a5da89af235a073b34dbe582726fbf6989568f7fd9bda'),
 'fonts-babelstone-han': ('15.0.5-2', 'c7b7f9b5b78ad14c94d7e6d2b103307a7a643844c7db856fb97611d9d8a80589'),
}
NPM = {
 '@expo-google-fonts/noto-sans-sc': ('0.4.3', '0d69d0f4971d2ff574e3d93cbc218dc950bf3f3f8f8e2c008d97687ed53aee59'),
 '@expo-google-fonts/noto-serif-sc': ('0.4.3', 'ff6bcf5ba68d92dfecc05544bb150f9e724741a932354a0dd97e7289c40a3f5e'),
}
FEATURES = ['vert', 'vrt2', 'halt', 'vhal', 'palt', 'vpal', 'kern', 'vkrn', 'liga', 'ccmp', 'locl', 'calt',
            'hwid', 'fwid', 'pwid', 'chws', 'vchw', 'mark', 'mkmk', 'cpct']

# ---- character sets -------------------------------------------------------------------------
def _gb(rows):
    s = set()
    for r in rows:
        for c in range(0xA1, 0xFF):
            try: s.add(bytes([r, c]).decode('gb2312'))
            except UnicodeDecodeError: pass
    return s
GB2312_HANZI = _gb(range(0xB0, 0xF8))          # 6763
GB2312_SYM = _gb(range(0xA1, 0xAA))            # 682
TGH8105 = set(re.sub(r'\s|^#.*$', '', (HERE / 'charsets/tgh8105.txt').read_text('utf8'), flags=re.M))
SYMBOLS = set('，。、；：？！（）《》〈〉「」『』〔〕【】〖〗［］｛｝“”‘’…—－～·•×÷±≤≥≠≈℃％‰§№㎡㎏㎜㎝㎞㎎㎥㏄①②③④⑤⑥⑦⑧⑨⑩'
              '⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ●○◆◇■□★☆▲△※→←↑↓√☑☐✓￥¥$€£＄°′″‐‑–―‖½¼¾²³™®©‧・﹏︰〇々〃　'
              '\u2002\u2003\u2009')
ASCII = {chr(i) for i in range(0x20, 0x7F)} | {chr(i) for i in range(0xA0, 0x100)}
FULLWIDTH = {chr(i) for i in range(0xFF01, 0xFF5F)} | {chr(i) for i in range(0xFFE0, 0xFFE7)}
BASE = GB2312_SYM | SYMBOLS | ASCII | FULLWIDTH
OFFICIAL = BASE | GB2312_HANZI | TGH8105
assert len(GB2312_HANZI) == 6763 and len(GB2312_SYM) == 682 and len(TGH8105) == 8105, \
    (len(GB2312_HANZI), len(GB2312_SYM), len(TGH8105))
def is_han(o): return 0x3400 <= o <= 0x9FFF or 0x20000 <= o <= 0x323AF

# ---- getting the packages -------------------------------------------------------------------
def sha(p): return hashlib.sha256(Path(p).read_bytes()).hexdigest()
def check(p, want):
    got = sha(p)
    if got != want: sys.exit(f'{p}: sha256 {got}, expected {want}')
def apt(work, pkg):
    ver, want = APT[pkg]; dst = work / pkg
    if not dst.exists():
        deb = next(work.glob(f'{pkg}_*.deb'), None)
        if not deb:
            subprocess.run(['apt-get', 'download', f'{pkg}={ver}'], cwd=work, check=True)
            deb = next(work.glob(f'{pkg}_*.deb'))
        check(deb, want); subprocess.run(['dpkg', '-x', deb, dst], check=True)
    return dst
def npm(work, pkg):
    ver, want = NPM[pkg]; stem = pkg.strip('@').replace('/', '-'); dst = work / stem
    if not dst.exists():
        tgz = work / f'{stem}-{ver}.tgz'
        if not tgz.exists(): subprocess.run(['npm', 'pack', '--silent', f'{pkg}@{ver}'], cwd=work, check=True)
        check(tgz, want)
        with tarfile.open(tgz) as t: t.extractall(dst, filter='data') if hasattr(tarfile, 'data_filter') else t.extractall(dst)
    return dst / 'package'

# ---- subsetting -----------------------------------------------------------------------------
def make_subset(src, dst, chars, rename=None, note=None):
    o = subset.Options()
    o.layout_features = FEATURES; o.name_IDs = ['*']; o.name_languages = ['*']; o.notdef_outline = True
    o.recommended_glyphs = True; o.glyph_names = False; o.hinting = False; o.recalc_timestamp = False
    o.drop_tables += ['DSIG', 'meta', 'mort', 'morx', 'EBDT', 'EBLC', 'EBSC', 'STAT']
    f = subset.load_font(str(src), o)
    f.recalcTimestamp = False
    s = subset.Subsetter(o); s.populate(unicodes=[ord(c) for c in chars]); s.subset(f)
    nm = f['name']
    if rename:      # OFL reserved font names: a modified version must not carry them
        fam, sub_, ps = rename
        drop = [r for r in nm.names if r.nameID in (1, 2, 3, 4, 6, 16, 17, 18, 20, 21, 22, 25)]
        for r in drop: nm.names.remove(r)
        for i, v in ((1, fam), (2, sub_), (3, f'{ps};subset'), (4, f'{fam} {sub_}'.replace(' Regular', '')), (6, ps)):
            nm.setName(v, i, 3, 1, 0x409)
    if note:
        for r in [r for r in nm.names if r.nameID == 10]: nm.names.remove(r)
        nm.setName(note, 10, 3, 1, 0x409)
    subset.save_font(f, str(dst), o)

# ---- CFF to TrueType outlines: subsetting a glyf font for a PDF takes a tenth of the time ------
def to_glyf(src, dst, max_err, note):
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen
    from fontTools.ttLib import newTable
    f = TTFont(src); f.recalcTimestamp = False
    order, gs, glyphs = f.getGlyphOrder(), f.getGlyphSet(), {}
    for n in order:
        pen = TTGlyphPen(gs); gs[n].draw(Cu2QuPen(pen, max_err, reverse_direction=True)); glyphs[n] = pen.glyph()
    f['loca'] = newTable('loca'); g = f['glyf'] = newTable('glyf'); g.glyphOrder, g.glyphs = order, glyphs
    for t in ('VORG', 'CFF ', 'DSIG'):
        if t in f: del f[t]
    g.compile(f)
    for n in order:
        glyphs[n].recalcBounds(g); adv, _ = f['hmtx'][n]
        f['hmtx'][n] = (adv, glyphs[n].xMin if glyphs[n].numberOfContours else 0)
    m = f['maxp'] = newTable('maxp'); m.tableVersion = 0x00010000; m.maxZones = 1; m.maxComponentElements = 0
    m.maxTwilightPoints = m.maxStorage = m.maxFunctionDefs = m.maxInstructionDefs = m.maxStackElements = m.maxSizeOfInstructions = 0
    m.compile(f)
    post = f['post']; post.formatType = 3.0; post.extraNames, post.mapping, post.glyphOrder = [], {}, order
    f.sfntVersion = '\0\1\0\0'; f['head'].glyphDataFormat = 0
    f['name'].setName(note, 10, 3, 1, 0x409)
    f.save(dst)

def manifest(fonts):
    """One key a line; lists of roles stay on theirs."""
    text = json.dumps(dict(fonttools=FT_VERSION, fonts=fonts), ensure_ascii=False, indent=1)
    return re.sub(r'\[\s*((?:"[^"]*",?\s*)*)\]', lambda m: '[' + re.sub(r'\s*\n\s*', ' ', m[1]).strip() + ']', text)

def main():
    ap = argparse.ArgumentParser(); ap.add_argument('--out', required=True); ap.add_argument('--work', default='fontwork')
    ap.add_argument('--lean', action='store_true'); ap.add_argument('--rare', action='store_true'); a = ap.parse_args()
    out, work = Path(a.out), Path(a.work); lic = out / 'LICENSES'
    for d in (out, work, lic): d.mkdir(parents=True, exist_ok=True)
    man = []
    # roles: what the face is for. fallback: the roles it backs up, tried in the order of this list;
    # latin_for: the roles whose letters and digits it draws, before the face of 西文.
    # A face with none of them backs up every role, last of all.
    def add(path, roles, fallback, licence, source, licfile, changed, latin_for=''):
        latin = dict(latin_for=latin_for.split()) if latin_for else {}
        man.append(dict(file=path.name, roles=roles.split(), fallback=fallback.split(), **latin, licence=licence, source=source,
                        licence_file=f'LICENSES/{licfile}', changed=changed))
    def gz(src, dst): dst.write_bytes(gzip.decompress(Path(src).read_bytes()))

    # 仿宋: outlines converted to TrueType (GPL-3 + font exception; see LICENSES/Fandol-README.txt)
    d = apt(work, 'texlive-lang-chinese'); p = 'usr/share/texlive/texmf-dist/fonts/opentype/public/fandol/FandolFang-Regular.otf'
    to_glyf(d / p, out / 'FandolFang-Regular.ttf', 1.0, 'FandolFang 0.3, modified: cubic outlines converted to quadratic ones (error at most 1/1000 em) by build_fonts.py. GPL-3.0 with font exception.')
    gz(d / 'usr/share/doc/texlive-doc/fonts/fandol/COPYING.gz', lic / 'Fandol-COPYING.txt')
    shutil.copyfile(d / 'usr/share/doc/texlive-doc/fonts/fandol/README', lic / 'Fandol-README.txt')
    add(out / 'FandolFang-Regular.ttf', '仿宋', '', 'GPL-3.0 with font exception', f'apt texlive-lang-chinese={APT["texlive-lang-chinese"][0]}:/{p}', 'Fandol-COPYING.txt', 'outlines converted from CFF to TrueType')

    # 楷体: unmodified (Arphic Public License)
    d = apt(work, 'fonts-arphic-gkai00mp'); p = 'usr/share/fonts/truetype/arphic-gkai00mp/gkai00mp.ttf'
    shutil.copyfile(d / p, out / 'gkai00mp.ttf')
    gz(d / 'usr/share/doc/fonts-arphic-gkai00mp/license/english/ARPHICPL.TXT.gz', lic / 'ARPHICPL.TXT')
    add(out / 'gkai00mp.ttf', '楷体', '', 'Arphic Public License', f'apt fonts-arphic-gkai00mp={APT["fonts-arphic-gkai00mp"][0]}:/{p}', 'ARPHICPL.TXT', 'no')

    # supplement for 仿宋 and 楷体: LXGW WenKai Light, subset, renamed (reserved names 霞鹜 / LXGW)
    d = apt(work, 'fonts-lxgw-wenkai'); p = 'usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Light.ttf'
    make_subset(d / p, out / 'GongwenSupplement-Light.ttf', OFFICIAL, ('Gongwen Supplement', 'Regular', 'GongwenSupplement-Light'),
                'Modified version: subset (GB 2312 + 8105 + symbols), hints removed, renamed because of the reserved font names; outlines unchanged.')
    shutil.copyfile(d / 'usr/share/doc/fonts-lxgw-wenkai/copyright', lic / 'GongwenSupplement-LXGWWenKai-OFL.txt')
    add(out / 'GongwenSupplement-Light.ttf', '', '仿宋 楷体', 'OFL-1.1', f'apt fonts-lxgw-wenkai={APT["fonts-lxgw-wenkai"][0]}:/{p}', 'GongwenSupplement-LXGWWenKai-OFL.txt', 'subset, renamed')

    # 黑体 / 小标宋 / 宋体: Noto (OFL-1.1, TrueType outlines)
    for pkg, rel, name, roles, fallback, full in (
            ('@expo-google-fonts/noto-sans-sc', '500Medium/NotoSansSC_500Medium.ttf', 'NotoSansSC-Medium.ttf', '黑体', '', False),
            ('@expo-google-fonts/noto-serif-sc', '700Bold/NotoSerifSC_700Bold.ttf', 'NotoSerifSC-Bold.ttf', '小标宋', '', False),
            ('@expo-google-fonts/noto-serif-sc', '400Regular/NotoSerifSC_400Regular.ttf', 'NotoSerifSC-Regular.ttf', '宋体', '小标宋 仿宋 黑体 楷体 西文', not a.lean)):
        d = npm(work, pkg); src = d / rel; dst = out / name
        if full: shutil.copyfile(src, dst)
        else: make_subset(src, dst, OFFICIAL, note='Subset (GB 2312 + 通用规范汉字表 8105 + symbols) made with fontTools; outlines unchanged.')
        copy_ = str(TTFont(src, lazy=True)['name'].getDebugName(0))
        ofl = (d / 'LICENSE_FONT').read_text('utf8'); body = ofl[ofl.index('This Font Software is licensed'):]
        lf = f'OFL-{name.split("-")[0]}.txt'; (lic / lf).write_text(copy_ + '\n\n' + body, 'utf8')
        add(dst, roles, fallback, 'OFL-1.1', f'npm {pkg}@{NPM[pkg][0]}:package/{rel}', lf, 'no' if full else 'subset')

    # Latin letters and digits: metric-compatible with Times New Roman
    d = apt(work, 'fonts-liberation2')
    shutil.copyfile(d / 'usr/share/doc/fonts-liberation2/copyright', lic / 'Liberation-OFL.txt')
    for n, roles, latin_for in (('LiberationSerif-Regular.ttf', '西文', ''), ('LiberationSerif-Bold.ttf', '', '小标宋')):
        p = f'usr/share/fonts/truetype/liberation2/{n}'; shutil.copyfile(d / p, out / n)
        add(out / n, roles, '', 'OFL-1.1', f'apt fonts-liberation2={APT["fonts-liberation2"][0]}:/{p}', 'Liberation-OFL.txt', 'no', latin_for)

    if a.rare:
        d = apt(work, 'fonts-babelstone-han'); p = 'usr/share/fonts/truetype/babelstone/BabelStoneHan.ttf'
        have = set(TTFont(npm(work, '@expo-google-fonts/noto-serif-sc') / '400Regular/NotoSerifSC_400Regular.ttf', lazy=True).getBestCmap())
        extra = {chr(o) for o in TTFont(d / p, lazy=True).getBestCmap() if is_han(o) and o not in have}
        make_subset(d / p, out / 'GongwenRare-Regular.ttf', extra, ('Gongwen Rare', 'Regular', 'GongwenRare-Regular'),
                    'Modified by build_fonts.py (see the product\'s git history for the date): BabelStone Han 15.0.5 subset to hanzi absent from Noto Serif SC, hints removed, renamed. Under the Arphic Public License.')
        shutil.copyfile(d / 'usr/share/doc/fonts-babelstone-han/copyright', lic / 'GongwenRare-BabelStoneHan.txt')
        add(out / 'GongwenRare-Regular.ttf', '', '', 'Arphic Public License', f'apt fonts-babelstone-han={APT["fonts-babelstone-han"][0]}:/{p}', 'GongwenRare-BabelStoneHan.txt', 'subset, renamed')

    for m in man:
        p = out / m['file']; f = TTFont(p, lazy=True); cm = set(f.getBestCmap())
        m.update(bytes=p.stat().st_size, sha256=sha(p), outlines='CFF CID' if 'CFF ' in f else 'glyf', chars=len(cm),
                 hanzi=sum(map(is_han, cm)), gb2312=sum(ord(c) in cm for c in GB2312_HANZI), tgh8105=sum(ord(c) in cm for c in TGH8105),
                 missing_symbols=''.join(sorted(c for c in SYMBOLS if ord(c) not in cm)) if '西文' not in m['roles'] and m['roles'] + m['fallback'] else None)
    (out / 'MANIFEST.json').write_text(manifest(man) + '\n', 'utf8')
    for m in man: print(f"{m['file']:30} {m['bytes']/1e6:6.2f} MB  {m['outlines']:8} hanzi={m['hanzi']:6} GB2312={m['gb2312']} 8105={m['tgh8105']}  {' '.join(m['roles'] or m['fallback'] or m.get('latin_for', []))}  {m['licence']}")
    print(f"total {sum(m['bytes'] for m in man)/1e6:.2f} MB")
if __name__ == '__main__': main()
