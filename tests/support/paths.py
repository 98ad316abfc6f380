from pathlib import Path

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "samples"
ORDER_29 = SAMPLES / "order-29"
ORDER_29I = SAMPLES / "order-29i"
SCHOOL_29I = SAMPLES / "school-29i"
