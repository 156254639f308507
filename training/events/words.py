"""Words that may stand for one another in the sentences: names by class, verbs by form."""

from __future__ import annotations

STATES = tuple(
    """Algeria Angola Argentina Armenia Australia Austria Azerbaijan Bahrain Bangladesh Belarus Belgium
    Benin Bhutan Bolivia Botswana Brazil Bulgaria Burundi Cambodia Cameroon Canada Chad Chile China
    Colombia Croatia Cuba Cyprus Denmark Djibouti Ecuador Egypt Eritrea Estonia Ethiopia Fiji Finland
    France Gabon Georgia Germany Ghana Greece Guatemala Guinea Guyana Haiti Honduras Hungary Iceland
    India Indonesia Iran Iraq Ireland Israel Italy Jamaica Japan Jordan Kazakhstan Kenya Kuwait
    Kyrgyzstan Laos Latvia Lebanon Liberia Libya Lithuania Madagascar Malawi Malaysia Mali Malta
    Mauritania Mexico Moldova Mongolia Montenegro Morocco Mozambique Myanmar Namibia Nepal Nicaragua
    Niger Nigeria Norway Oman Pakistan Panama Paraguay Peru Poland Portugal Qatar Romania Russia Rwanda
    Senegal Serbia Singapore Slovakia Slovenia Somalia Spain Sudan Suriname Sweden Switzerland Syria
    Taiwan Tajikistan Tanzania Thailand Togo Tunisia Turkey Turkmenistan Uganda Ukraine Uruguay
    Uzbekistan Venezuela Vietnam Yemen Zambia Zimbabwe""".split()
)
"""States named by one word, without an article."""

CAPITALS = tuple(
    """Abuja Accra Algiers Amman Ankara Asmara Astana Asunción Athens Baghdad Baku Bamako Bangkok
    Beijing Beirut Belgrade Berlin Bern Bishkek Bogotá Bonn Brasília Bratislava Brussels Bucharest
    Budapest Cairo Canberra Caracas Chişinău Colombo Conakry Copenhagen Dakar Damascus Delhi Dhaka Doha
    Dublin Dushanbe Hanoi Harare Havana Helsinki Islamabad Jakarta Jerusalem Juba Kabul Kampala
    Kathmandu Khartoum Kigali Kinshasa Kyiv Libreville Lima Lisbon Ljubljana Lomé London Luanda Lusaka
    Madrid Malé Managua Manila Minsk Mogadishu Moscow Nairobi Niamey Nicosia Nouakchott Oslo Ottawa
    Paris Podgorica Prague Pretoria Pristina Pyongyang Quito Rabat Reykjavik Riga Riyadh Rome Sanaa
    Santiago Sarajevo Seoul Singapore Skopje Sofia Stockholm Taipei Tallinn Tashkent Tbilisi Tehran
    Tirana Tokyo Tripoli Tunis Ulaanbaatar Vienna Vilnius Warsaw Washington Windhoek Yangon Yerevan
    Zagreb""".split()
)
"""Capitals and seats of government, which stand for their governments."""

DEMONYMS = tuple(
    """Albanian Algerian Angolan Argentine Armenian Australian Austrian Azerbaijani Bangladeshi
    Belarusian Belgian Bolivian Brazilian British Bulgarian Burmese Cambodian Cameroonian Canadian
    Chadian Chilean Chinese Colombian Congolese Croatian Cuban Cypriot Czech Danish Dutch Ecuadorean
    Egyptian Eritrean Estonian Ethiopian Finnish French Georgian German Ghanaian Greek Guatemalan
    Haitian Hungarian Icelandic Indian Indonesian Iranian Iraqi Irish Israeli Italian Japanese Jordanian
    Kazakh Kenyan Kuwaiti Kyrgyz Laotian Latvian Lebanese Libyan Lithuanian Malaysian Malian Maltese
    Mexican Moldovan Mongolian Moroccan Mozambican Namibian Nepalese Nicaraguan Nigerian Norwegian Omani
    Pakistani Palestinian Panamanian Peruvian Polish Portuguese Qatari Romanian Russian Rwandan Saudi
    Senegalese Serbian Slovak Slovenian Somali Spanish Sudanese Swedish Swiss Syrian Taiwanese Tajik
    Tanzanian Thai Tunisian Turkish Ugandan Ukrainian Uruguayan Uzbek Venezuelan Vietnamese Yemeni
    Zambian Zimbabwean""".split()
)
"""Adjectives of states."""

_ED = """threaten warn ask open offer sign demand express return reject order condemn protest
    complain accept appeal adopt request dispatch bomb storm deport detain jail proclaim seal raid host
    launch restart reopen recall attack indict arrest block suspend deploy shell ambush grant shelter
    hand pull lift summon burn train back patrol clear thank fault fund""".split()

_D = """accuse refuse agree declare release close promise restore seize exchange recognise criticise
    charge impose resume oppose praise confiscate denounce examine investigate endorse welcome extradite
    mobilise evacuate torture blame sue deplore finance invite urge execute vote expose revoke rescue
    dissolve reduce exclude""".split()

_OTHER = """expelled:expel ratified:ratify denied:deny planned:plan banned:ban barred:bar admitted:admit
    cancelled:cancel occupied:occupy supplied:supply carried:carry defied:defy halted:halt freed:free
    shipped:ship dropped:drop"""

PAST_TO_BASE: dict[str, str] = (
    {f"{base}ed": base for base in _ED}
    | {f"{base}d": base for base in _D}
    | dict(pair.split(":") for pair in _OTHER.split())
)
"""Regular verbs, whose past is also their participle: past to base."""

IRREGULAR: dict[str, str] = dict(
    pair.split(":")
    for pair in """gave:give took:take withdrew:withdraw sent:send flew:fly met:meet struck:strike
    held:hold went:go drove:drive quit:quit threw:throw left:leave found:find bought:buy blew:blow
    fought:fight hit:hit sank:sink froze:freeze shot:shoot sought:seek told:tell undertook:undertake
    broke:break began:begin cut:cut shut:shut put:put let:let lent:lend spoke:speak""".split()
)
"""Irregular verbs: past to base."""
