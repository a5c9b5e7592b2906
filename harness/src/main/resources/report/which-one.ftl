# Which one should I use?

Written by `${page.run.command}` on ${page.when.started} from what the strategies promise and what that run measured; see `report.html` for the evidence.
<#if page.whichOne.measured>
Commands per second are those of the deployed application at ${page.whichOne.threads} threads, and their share of the fastest strategy's; delivery is the median from commit to a consumer's receipt at 200 events a second<#if page.whichOne.unit?has_content>, where one bare message takes ${page.whichOne.unit}</#if>. Ratios within this page mean something, its absolute numbers are one machine's; the report has the intervals, and where two overlap, their order says nothing.
</#if>

| if you need | take, best first |
|---|---|
<#list page.whichOne.advices as a>
| ${a.need} | <#list a.candidates as c>`${c.strategy}`<#if c.figure?has_content> (${c.figure})</#if><#sep>, </#list> |
</#list>

| strategy | <#list page.promiseNames as n>${n?lower_case}<#sep> | </#list> | asks for | commands | delivery |
|---|<#list page.promiseNames as n>---|</#list>---|---|---|
<#list page.whichOne.rows as r>
| `${r.strategy}` | <#list r.promises as p>${p.text}<#sep> | </#list> | <#if r.losesOnlyIf?has_content>loses only if ${r.losesOnlyIf}; </#if>after a crash: ${r.boundedBy} | ${r.pace} | ${r.delivery} |
</#list>
