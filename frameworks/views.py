from django.http import HttpResponse
def framework_list(r): return HttpResponse()
def framework_detail(r, slug): return HttpResponse()
def source_detail(r, slug): return HttpResponse()
