from __future__ import annotations

from wagtail import blocks

from .figure import FigureBlock
from .live import (
    CoreValuesBlock,
    GuideBlock,
    LetterTextBlock,
    PartnerBlock,
    PlaceBlock,
    PrincipleBlock,
    ProvisionBlock,
    RouteBlock,
)
from .media import DocumentBlock, PictureBlock, VideoBlock
from .plate import DrawnPlateBlock, PlateBlock
from .words import CallOutBlock, HeadingBlock, QuotationBlock, StepPlanBlock, TextBlock


class MethodBodyBlock(blocks.StreamBlock):
    heading = HeadingBlock(max_length=120)
    text = TextBlock()
    step_plan = StepPlanBlock()
    call_out = CallOutBlock()
    quotation = QuotationBlock()
    picture = PictureBlock()
    video = VideoBlock()
    document = DocumentBlock()
    plate = PlateBlock()
    drawn_plate = DrawnPlateBlock()
    core_values = CoreValuesBlock()
    principles = PrincipleBlock()
    guide = GuideBlock()
    letter_text = LetterTextBlock()
    route = RouteBlock()
    provision = ProvisionBlock()
    partner = PartnerBlock()
    place = PlaceBlock()
    figure = FigureBlock()
