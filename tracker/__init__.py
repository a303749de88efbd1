"""The Probation Inspection Tracker: YAML that people edit, turned into a site that people read.

    load     files to records                 stages/load.py
    check    rules between records            stages/check.py
    derive   records to facts                 stages/derive.py
    plan     facts to pages and charts        stages/plan.py
    draw     charts to SVG                    stages/draw.py
    render   pages to text                    stages/render.py
    verify   links, anchors, ids, alt texts   stages/verify.py
    write    changed files only               stages/write.py

`pipeline.build` runs them in this order. Stages read values (`values/`), never each other.
"""
