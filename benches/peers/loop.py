"""Makes a PDF of every source in a folder with a Python package, in one process, and prints the seconds it took.

The first is not counted: by then everything is loaded. Started by `run`, in the environment that has the packages.
"""

import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
FONTS = HERE.parents[1] / "templates" / "fonts"


def typst_maker(folder):
    import typst

    compiler = typst.Compiler(root=str(folder), font_paths=[str(FONTS)], ignore_system_fonts=True)
    return lambda source, pdf: compiler.compile(input=str(source), output=str(pdf), pdf_standards=["a-2a", "ua-1"])


def weasyprint_maker(_):
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    style = CSS(string=(HERE / "annex.css").read_text(), base_url=f"{FONTS.as_uri()}/", font_config=fonts)
    # It keeps one standard at a time: this, or pdf/ua-1.
    options = {"pdf_variant": "pdf/a-2a", "stylesheets": [style], "font_config": fonts}
    return lambda source, pdf: HTML(filename=source).write_pdf(pdf, **options)


def main(package, folder, pdfs):
    make = {"typst": typst_maker, "weasyprint": weasyprint_maker}[package](folder)
    start = 0.0
    for at, source in enumerate(sorted(path for path in folder.iterdir() if path.is_file())):
        if at == 1:
            start = time.perf_counter()
        make(source, pdfs / f"{source.stem}.pdf")
    print(time.perf_counter() - start)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
