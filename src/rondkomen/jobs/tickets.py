"""The queue itself: one row of django-tasks-db for each job that waits, removed when it is taken.

The row holds only the id. Where the job stands is kept in `Job` alone, so there is never a second
opinion to repair after a crash.
"""

from uuid import UUID

from django.db.models import QuerySet
from django_tasks import task
from django_tasks_db.models import DBTaskResult


@task()
def run_job(job_id: str) -> None:
    """Name the work in the queue; only our own worker takes these tickets."""
    raise RuntimeError(f"Job {job_id} needs 'rondkomen worker', which keeps its lease.")


def enqueue(job_id: UUID) -> None:
    """Put a ticket for this job in the queue, in the surrounding transaction."""
    run_job.enqueue(str(job_id))


def tickets() -> QuerySet[DBTaskResult]:
    """The tickets that wait, in order."""
    return DBTaskResult.objects.ready().filter(task_path=run_job.module_path)
