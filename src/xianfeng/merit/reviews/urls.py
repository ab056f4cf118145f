from __future__ import annotations

from django.urls import path

from xianfeng.merit.reviews.views import printing, rating, receipts, rounds, signed, slips, telling

app_name = "reviews"
urlpatterns = [
    path("", rating.mine, name="mine"),
    path("rate/<int:pk>/", rating.rate, name="rate"),
    path("rate/<int:pk>/all/", rating.people, name="people"),
    path("rate/<int:pk>/receipts/", rating.receipts, name="receipts"),
    path("rate/<int:pk>/receipts/save/", rating.save, name="save"),
    path("rate/card/<int:pk>/", rating.card, name="card"),
    path("self/<int:pk>/", signed.self_review, name="self"),
    path("committee/<int:pk>/", signed.organisation, name="organisation"),
    path("committee/member/<int:pk>/", signed.member, name="member"),
    path("receipt/", receipts.receipt, name="receipt"),
    path("receipts/<int:pk>/", receipts.receipt_list, name="receipt_list"),
    path("protected/", receipts.protected, name="protected"),
    path("draw-up/<int:pk>/", rounds.draw_up, name="draw_up"),
    path("rounds/<int:pk>/", rounds.round_, name="round"),
    path("rounds/<int:pk>/begin/", rounds.begin, name="begin"),
    path("rounds/<int:pk>/close/", rounds.close, name="close"),
    path("rounds/<int:pk>/ask-opening/", rounds.ask_opening, name="ask_opening"),
    path("rounds/<int:pk>/open/", rounds.open_, name="open"),
    path("rounds/<int:pk>/repeat/", rounds.repeat, name="repeat"),
    path("rounds/<int:pk>/draw/", rounds.draw_raters, name="draw"),
    path("draws/<int:pk>/slips/", printing.slips, name="slips"),
    path("rounds/<int:pk>/hand-out/", printing.hand_out, name="hand_out"),
    path("rounds/<int:pk>/on-paper/", printing.on_paper, name="on_paper"),
    path("rounds/<int:pk>/papers/", printing.papers, name="papers"),
    path("rounds/<int:pk>/tellers/", telling.tellers, name="tellers"),
    path("papers/<int:pk>/", telling.paper, name="paper"),
    path("papers/<int:pk>/spoil/", telling.spoil, name="spoil"),
    path("slip/", slips.slip_code, name="slip_code"),
    path("slip/<str:code>/", slips.slip, name="slip"),
    path("slip/<str:code>/all/", slips.people, name="slip_people"),
    path("slip/<str:code>/void/", slips.void, name="slip_void"),
    path("slip/<str:code>/receipts/", slips.receipts, name="slip_receipts"),
    path("slip/<str:code>/receipts/save/", slips.save, name="slip_save"),
    path("slip/<str:code>/<int:ratee>/", slips.card, name="slip_card"),
]
